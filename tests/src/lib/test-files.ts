import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One run of one test file, with the seed of what it draws by chance. */
export interface Job {
  /** Its path in {@link FOLDER}. */
  readonly file: string;
  readonly seed: number;
}

export const FOLDER = join(import.meta.dirname, '..');
/** What is slow by nature, or a matrix. */
const NIGHTLY = '.nightly.test.ts';
/** Seeds of a night, for each file that draws. */
const SEEDS = 20;

/** What `npm test` runs: the files whose path holds one of the words, or all. */
export function dailyJobs(seed: number, words: readonly string[]): Job[] {
  return filesWith(words)
    .filter((file) => !file.endsWith(NIGHTLY))
    .map((file) => ({ file, seed }));
}

/**
 * What `npm run test:nightly` runs: the files of its own, and each that draws by
 * chance once for every seed from this one on.
 */
export function nightlyJobs(firstSeed: number, words: readonly string[]): Job[] {
  const seeds = Array.from({ length: SEEDS }, (_, index) => firstSeed + index);
  return filesWith(words).flatMap((file) => {
    if (file.endsWith(NIGHTLY)) return [{ file, seed: firstSeed }];
    return draws(file) ? seeds.map((seed) => ({ file, seed })) : [];
  });
}

function filesWith(words: readonly string[]): string[] {
  return globSync('**/*.test.ts', { cwd: FOLDER })
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}

/** The faults' short forms are not among them: the night has their full ones. */
function draws(file: string): boolean {
  return readFileSync(join(FOLDER, file), 'utf8').includes("from '../lib/seed.ts'");
}
