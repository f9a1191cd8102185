#!/bin/sh
# Starts Redis with the one user that users.acl describes, whose password is in
# ROSTRUM_REDIS_PASSWORD. Words given to it are options of redis-server.
#
# All of it goes in by standard input: the user hashed, so that the password stands in no file and in
# no list of processes; redis.conf, so that Redis has no file of its own that a Sentinel would have it
# write over.
#
# The user `default` is off: nobody can log in as it. It keeps its rights all the same, because Redis
# replays its append-only file as that user. Without them it refuses every transaction in there at a
# restart, and starts with next to nothing.
set -eu

here=$(dirname "$0")
hash=$(printf %s "$ROSTRUM_REDIS_PASSWORD" | sha256sum | cut -d ' ' -f 1)
cluster=
case " $* " in *' --cluster-enabled yes '*) cluster=$here/cluster.acl ;; esac
rules=$(cat "$here/users.acl" ${cluster:+"$cluster"} | grep -v '^#' | tr '\n' ' ')

exec redis-server "$@" - <<END
$(grep -v '^#' "$here/redis.conf")
user default off ~* &* +@all
user rostrum on #$hash $rules
END
