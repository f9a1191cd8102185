import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The browser of the end-to-end tests, or undefined when this machine has none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) return isExecutable(named) ? named : undefined;
  const inPath = ['chromium', 'chromium-browser', 'google-chrome'].flatMap(placesInPath);
  return ['/usr/bin/chromium', ...inPath].find(isExecutable);
}

/**
 * Sees to it that there is a browser: root on Debian gets it installed, anyone
 * else is told what to install.
 *
 * @returns what is missing and how to get it, or undefined when nothing is.
 */
export function missingChromium(): string | undefined {
  if (findChromium()) return undefined;
  if (process.env['CHROMIUM_PATH'] !== undefined) {
    return `CHROMIUM_PATH (${process.env['CHROMIUM_PATH']}) is not an executable file: set it to a Chromium or Chrome, or unset it.`;
  }
  if (mayInstall() && install(['chromium']) && findChromium()) return undefined;
  return (
    'The end-to-end tests need Chromium. On Debian or Ubuntu: apt-get install chromium (as root). ' +
    'Elsewhere: install Chrome or Chromium and set CHROMIUM_PATH to its executable.'
  );
}

/** A server program of Debian's that some tests run, in the package of the same name. */
export type Program = 'redis-server' | 'caddy';

/**
 * Sees to it that there is this program, as {@link missingChromium} does.
 *
 * @returns what is missing and how to get it, or undefined when nothing is.
 */
export function missingProgram(name: Program): string | undefined {
  const isThere = () => placesInPath(name).some(isExecutable);
  if (isThere() || (mayInstall() && install([name]) && isThere())) return undefined;
  return `The tests need ${name}. On Debian or Ubuntu: apt-get install ${name} (as root). Elsewhere: put it in the PATH.`;
}

/** Fonts for the six languages, without which pictures show boxes. Elsewhere than on Debian the system has its own. */
export function addFonts(): void {
  if (mayInstall()) install(['fonts-inter', 'fonts-noto-core', 'fonts-noto-cjk']);
}

function mayInstall(): boolean {
  const debian = existsSync('/etc/debian_version') && placesInPath('apt-get').some(isExecutable);
  return debian && process.getuid?.() === 0;
}

function install(debianPackages: readonly string[]): boolean {
  const wanted = ['install', '-y', '--no-install-recommends', ...debianPackages];
  console.log(`apt-get ${wanted.join(' ')}`);
  return aptGet(wanted) || (aptGet(['update']) && aptGet(wanted));
}

function aptGet(words: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  return spawnSync('apt-get', words, { env, stdio: [...stdio] }).status === 0;
}

function placesInPath(name: string): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
