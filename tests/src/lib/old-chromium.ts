import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** A package of npm's whose versions each hold a Chromium of that version, for Linux on x64. */
const PACKAGE = '@sparticuz/chromium';

/**
 * The executable of an old Chromium, fetched once into the user's cache (60 MB).
 *
 * @throws what is missing, in a sentence.
 */
export async function oldChromium(version: string): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'rostrum-old-browsers', version);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;
  await mkdir(folder, { recursive: true });
  const fetched = spawnSync(
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-save',
      '--no-audit',
      '--omit=dev',
      `${PACKAGE}@${version}`,
    ],
    { encoding: 'utf8' },
  );
  const packed = join(folder, 'node_modules', PACKAGE, 'bin/chromium.br');
  if (fetched.status !== 0 || !existsSync(packed)) {
    throw new Error(
      `Chromium ${version} is not here: npm could not fetch ${PACKAGE}@${version}: ${fetched.stderr}`,
    );
  }
  const partial = `${executable}.partial`;
  await pipeline(
    createReadStream(packed),
    createBrotliDecompress(),
    createWriteStream(partial, { mode: 0o755 }),
  );
  await rename(partial, executable);
  return executable;
}
