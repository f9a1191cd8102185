/** `npm test`: runs the test files whose path contains one of the words given, or all of them. */
import { fail, runJobs } from './lib/run-jobs.ts';
import { seed } from './lib/seed.ts';
import { dailyJobs } from './lib/test-files.ts';

const words = process.argv.slice(2);
const jobs = dailyJobs(seed, words);
if (jobs.length === 0) fail(`no test file of every day has ${words.join(' or ')} in its path`);
if (!(await runJobs(jobs))) process.exitCode = 1;
