import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Entry } from '@rostrum/shared/domain/actions';
import { decodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { fold } from '@rostrum/shared/domain/reduce';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import { refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('recorded logs');

/** An entry as the code of its time stored it, and what that code made of each of its actions: null for accepted. */
interface Recorded {
  readonly seq: number;
  readonly at: number;
  readonly body: string;
  readonly outcomes: readonly (Reason | null)[];
}

const folder = join(import.meta.dirname, '../logs');

/** Each log, and the SHA-256 of its file. A new version adds lines; none is ever changed. */
const LOGS: Record<string, string> = {
  'v1/blocks.json': '72020e9208613e6c49059a282cbdaad8ca8935aebd9e360873c381bac8938cef',
  'v1/hall.json': '3a135cbbea87a40716c5852172ec906a41111e765f7a57bfb7c8606d384ace21',
  'v1/random-1.json': '25eff60c2fe3b7bb478e3305bee4b12da58a36a65f973eaa765c7419322ede4c',
  'v1/random-2.json': 'ff337b66e0881858d08c8aa986c272b6ae973cd54f590f3d86f63c7dbf12da7b',
  'v2/random-1.json': '47ef7a26634965f59566e2b7f105a3fd20b7c6a26deed464d2eca4296dbc6db3',
  'v2/random-2.json': '61ed44ef3da57d1f22afbc368f9575289e99fd35db41a15404aa4cdd16d2a0dc',
};

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

function logOf(file: string): (Entry & Recorded)[] {
  const recorded = JSON.parse(textOf(file)) as Recorded[];
  return recorded.map((entry) => ({ ...entry, ...decodeBody(entry.body) }));
}

function outcomesOf(state: State, log: readonly Entry[]): (Reason | null)[][] {
  return log.map((entry) => fold(state, entry, noChanges()).map((each) => refusal(each) ?? null));
}

for (const file of Object.keys(LOGS)) {
  test(`SYNC-27 a log that was recorded is judged as it was then: ${file}`, () => {
    const log = logOf(file);
    const told = log.map(({ outcomes }) => outcomes);
    const state = emptyState();
    assert.equal(outcomesOf(state, log), told);
    assert.is(serialise(deserialise(serialise(state))), serialise(state));
    // Read back halfway, it goes on as though it had never been away.
    const half = log.length >> 1;
    const early = emptyState();
    outcomesOf(early, log.slice(0, half));
    const back = deserialise(serialise(early));
    assert.equal(outcomesOf(back, log.slice(half)), told.slice(half));
    assert.is(serialise(back), serialise(state));
  });
}

test('SYNC-28 a recorded log is never changed', () => {
  const files = globSync('v*/*.json', { cwd: folder }).sort();
  const found = files.map((file) => [
    file,
    createHash('sha256').update(textOf(file)).digest('hex'),
  ]);
  assert.equal(Object.fromEntries(found), LOGS);
});

run();
