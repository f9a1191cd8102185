#!/bin/sh
# Starts Redis with the one user that users.acl describes, whose password is in
# ROSTRUM_REDIS_PASSWORD. Words given to it are options of redis-server.
#
# The user goes in by standard input, and hashed, so that the password stands in no file and in no
# list of processes.
set -eu

here=$(dirname "$0")
hash=$(printf %s "$ROSTRUM_REDIS_PASSWORD" | sha256sum | cut -d ' ' -f 1)
rules=$(grep -v '^#' "$here/users.acl" | tr '\n' ' ')

exec redis-server "$here/redis.conf" "$@" - <<END
user default off
user rostrum on #$hash $rules
END
