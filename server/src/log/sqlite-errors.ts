import { LogError } from './log.ts';

/** Result codes of SQLite: https://sqlite.org/rescode.html */
const SQLITE_ERROR = 1;
const SQLITE_BUSY = 5;
/** The primary codes, which are the low byte of all others, and the I/O errors that tell of damage. */
const DAMAGE = {
  corrupt: 11,
  noDatabase: 26,
  /** The file ends within a page that is needed. */
  shortRead: 522,
  /** A page is not what its checksum says, by SQLite's own or the file system's reckoning. */
  checksum: 8_202,
  fileSystem: 8_458,
} as const;
const DAMAGES: ReadonlySet<number> = new Set(Object.values(DAMAGE));

/** What this error means for whoever runs the server: `corrupt` is mended by a repair, `unavailable` may pass. */
export function asLogError(file: string, cause: unknown): LogError {
  if (cause instanceof LogError) return cause;
  const { errcode = 0, message } = cause as { errcode?: number; message: string };
  const primary = errcode & 0xff;
  if (primary === SQLITE_BUSY) {
    return new LogError('unavailable', `${file} is in use by another Rostrum`, { cause });
  }
  const isDamaged = DAMAGES.has(errcode) || DAMAGES.has(primary);
  const what = errcode === DAMAGE.shortRead ? 'it ends too early' : message;
  return new LogError(isDamaged ? 'corrupt' : 'unavailable', `${file}: ${what}`, { cause });
}

/** The same of an error while statements are prepared: they are right, so what they name is not as it was made. */
export function asSchemaError(file: string, cause: unknown): LogError {
  const { errcode, message } = cause as { errcode?: number; message: string };
  if (errcode !== SQLITE_ERROR) return asLogError(file, cause);
  return new LogError('corrupt', `${file}: its tables are damaged, ${message}`, { cause });
}
