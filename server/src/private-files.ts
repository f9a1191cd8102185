import { chmodSync, closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';

/** Readable and writable by their owner alone: for what holds questions, links or keys. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** What this server and SQLite put into a data folder, and what a volume may begin with. */
const OWN = /^(rostrum\.db|secret\.key|demo\.json|lost\+found$|\.)/;

/**
 * Makes a data folder that only its owner may enter, or makes one that is there so.
 * One that other things are kept in stays as open as it is: they may be for others.
 *
 * @returns what to warn of.
 * @throws Error on one line, with what to do, when it cannot be made or used.
 */
export async function privateFolder(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    if (!isOpen(folder)) return [];
    if (readdirSync(folder).every((name) => OWN.test(name))) {
      chmodSync(folder, FOLDER_MODE);
      return [];
    }
  } catch (cause) {
    throw new Error(fileTrouble(folder, cause), { cause });
  }
  return [
    `${folder} may be read by other users and holds other files than Rostrum's: give Rostrum a folder of its own`,
  ];
}

/**
 * Makes an empty file that only its owner may read, or makes one that is there so,
 * and the others named, if they are there.
 *
 * @throws Error on one line, with what to do.
 */
export function privateFile(file: string, ...others: string[]): void {
  try {
    closeSync(openSync(file, 'a', FILE_MODE));
    for (const each of [file, ...others]) if (isOpen(each)) chmodSync(each, FILE_MODE);
  } catch (cause) {
    throw new Error(fileTrouble(file, cause), { cause });
  }
}

/** Whether users other than its owner may do anything with it; Windows has no such modes. */
function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return process.platform !== 'win32' && found !== undefined && (found.mode & 0o077) !== 0;
}

/** What whoever runs the server has to be told when a file or folder cannot be used. */
export function fileTrouble(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} cannot be used: a file is where a folder should be`;
    case 'EISDIR':
      return `${path} cannot be used: a folder is where a file should be`;
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be used: it belongs to another user, or this one may not write there`;
    case 'EROFS':
      return `${path} cannot be used: the file system is read-only`;
    case 'ENOSPC':
      return `${path} cannot be used: the disk is full`;
    default:
      return `${path} cannot be used: ${message}`;
  }
}
