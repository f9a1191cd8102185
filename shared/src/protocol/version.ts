/**
 * Raised when a message changes so that an older client or server would
 * misread it. A client of another version is told to reload. A test hashes the
 * schemas and fails until the version is raised.
 *
 * 1: the first.
 * 2: trust.
 */
export const PROTOCOL_VERSION = 2;
