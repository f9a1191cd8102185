import { createHash, createHmac, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionId } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import { fileTrouble, privateFile, privateFolder } from '../private-files.ts';

const KEY_BYTES = 32;
/** Symbols of base64url that hold as many bytes. */
const KEY_LENGTH = 43;

/** A fresh id of 120 random bits. */
export function newId<Id extends string = ActionId>(): Id {
  return idFromBytes(randomBytes(24)) as Id;
}

/** 128 random bits for a role link, 22 characters that need no escaping in a URL. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** What the log keeps of a role link's secret. A plain hash suffices: 128 random bits cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A keyed hash; `purpose` keeps one use of the key from standing in for another. */
export function keyedHash(key: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}

/**
 * The key that signs sessions, kept in the data folder and readable by its owner
 * alone; made at the first start.
 *
 * @throws Error on one line, with what to do, when it cannot be made or read.
 */
export async function keyFrom(folder: string): Promise<string> {
  const file = join(folder, 'secret.key');
  await privateFolder(folder);
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      const key = randomBytes(KEY_BYTES).toString('base64url');
      await handle.writeFile(`${key}\n`);
      await handle.sync();
      return key;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new Error(fileTrouble(file, error), { cause: error });
    }
    privateFile(file);
    const key = await readFile(file, 'utf8').then(
      (text) => text.trim(),
      (cause: unknown) => Promise.reject(new Error(fileTrouble(file, cause), { cause })),
    );
    // A start that was cut short, or a full disk, may have left less than a key.
    if (key.length < KEY_LENGTH)
      throw new Error(`${file} holds no key: delete it to get a new one`);
    return key;
  }
}
