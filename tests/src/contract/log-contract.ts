import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import { decodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId, QuestionId } from '@rostrum/shared/domain/ids';
import { LogError, type Listener, type Log, type StoredEntry } from '@rostrum/server/log/log';
import { firstMark, markAfter } from '@rostrum/server/log/mark';
import { idOf } from '../lib/event.ts';
import { until, type Context, type Suite } from '../lib/harness.ts';

export const EVENT = idOf<EventId>('event');
export const OTHER = idOf<EventId>('other');
const CODE = 'ABC234' as Code;
const ALL = 10_000;
/** Milliseconds by which the log's clock may be misread on a busy machine. */
const CLOCK_MS = 10_000;

/** The body of one entry, told from the others by its name. */
export function bodyOf(name: string): EntryBody {
  const action = { type: 'question.upvote', question: idOf<QuestionId>('ask') } as const;
  return {
    v: ENTRY_VERSION,
    actions: [{ id: idOf(name), by: { participant: idOf('ana') }, action }],
  };
}

export function namesOf(entries: readonly StoredEntry[]): string[] {
  return entries.map(({ body }) => decodeBody(body).actions[0]?.id ?? '');
}

export const seqsOf = (entries: readonly StoredEntry[]) => entries.map(({ seq }) => seq);

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Keeps what a follower hears. What breaks it fails the test that waits for more. */
export function into(heard: StoredEntry[], broken: unknown[] = []): Listener {
  return {
    onEntry: (entry) => void heard.push(entry),
    onBroken: (error) => void broken.push(error),
  };
}

/** The error that a promise must reject with. */
export async function errorOf(promise: Promise<unknown>): Promise<LogError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, LogError);
  return error as LogError;
}

/**
 * What every log must do. `open` gives an empty log, which `t` owns; it may be
 * closed before.
 */
export function logContract({ test }: Suite, open: (t: Context) => Promise<Log>): void {
  const appendMany = (log: Log, event: EventId, count: number, from = 0) =>
    Promise.all(upTo(count).map((n) => log.append(event, bodyOf(`entry${from + n}`))));

  test('LOG-1 appends are numbered from 1 without gaps, event by event, however many come at once', async (t) => {
    const log = await open(t);
    const events = [EVENT, OTHER, idOf<EventId>('third')];
    const seqs = await Promise.all(events.map((event) => appendMany(log, event, 100)));
    for (const each of seqs) assert.equal(each, upTo(100), 'in the order of the calls');
    for (const event of events) assert.equal(seqsOf(await log.read(event, 1, ALL)), upTo(100));
  });

  test('LOG-2 what is read is what was appended, from any place on, a page at a time', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 10);
    const all = await log.read(EVENT, 1, ALL);
    assert.equal(
      namesOf(all),
      upTo(10).map((n) => idOf(`entry${n}`)),
    );
    assert.equal(decodeBody(all[3]?.body ?? ''), bodyOf('entry4'));
    assert.equal(await log.read(EVENT, 4, 3), all.slice(3, 6));
    assert.equal(await log.read(EVENT, 11, ALL), []);
    assert.equal(await log.read(OTHER, 1, ALL), []);
  });

  test('LOG-2 a text of any script comes back as it was', async (t) => {
    const log = await open(t);
    const text = 'من يدفع؟ 谁来付钱？ \u{1f5f3}\ufe0f "\\ \u0000 \u2028';
    const body = bodyOf('entry1');
    Object.assign(body.actions[0] ?? {}, { action: { type: 'question.ask', text } });
    await log.append(EVENT, body);
    const [stored] = await log.read(EVENT, 1, 1);
    assert.equal(decodeBody(stored?.body ?? ''), body);
  });

  test('LOG-3 a follower gets each entry once and in order, those there are and those to come', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 600);
    await appendMany(log, OTHER, 5);
    const heard: StoredEntry[] = [];
    await log.follow(EVENT, { seq: 0 }, into(heard));
    assert.equal(seqsOf(heard), upTo(600), 'all there was is there once it follows');
    await appendMany(log, EVENT, 50, 600);
    await until(() => heard.length >= 650, { what: 'the new entries' });
    assert.equal(heard, await log.read(EVENT, 1, ALL));
  });

  test('LOG-3 a follower may begin anywhere', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 3);
    const later: StoredEntry[] = [];
    await log.follow(EVENT, { seq: 2 }, into(later));
    await appendMany(log, EVENT, 3, 3);
    await until(() => later.length >= 4, { what: 'the new entries' });
    assert.equal(seqsOf(later), [3, 4, 5, 6]);
  });

  test('LOG-3 those who begin to follow while entries come in miss none and get none twice', async (t) => {
    const log = await open(t);
    const followers: StoredEntry[][] = [];
    const joined: Promise<unknown>[] = [];
    const appends: Promise<number>[] = [];
    for (const n of upTo(400)) {
      appends.push(log.append(EVENT, bodyOf(`entry${n}`)));
      if (n % 40 !== 0) continue;
      const heard: StoredEntry[] = [];
      followers.push(heard);
      joined.push(log.follow(EVENT, { seq: 0 }, into(heard)));
      await appends.at(-20);
    }
    await Promise.all([...appends, ...joined]);
    for (const heard of followers) {
      await until(() => heard.length >= 400, { what: 'every entry' });
      assert.equal(seqsOf(heard), upTo(400));
    }
  });

  test('LOG-4 a follower that was closed hears nothing more', async (t) => {
    const log = await open(t);
    const closed: StoredEntry[] = [];
    const open2: StoredEntry[] = [];
    const follower = await log.follow(EVENT, { seq: 0 }, into(closed));
    await log.follow(EVENT, { seq: 0 }, into(open2));
    await log.append(EVENT, bodyOf('entry1'));
    await until(() => closed.length === 1, { what: 'the first entry' });
    follower.close();
    await log.append(EVENT, bodyOf('entry2'));
    await until(() => open2.length === 2, { what: 'the second entry' });
    assert.equal(seqsOf(closed), [1]);
  });

  test('LOG-5 the stamps of an event never run backwards', async (t) => {
    const log = await open(t);
    const before = log.now();
    await appendMany(log, EVENT, 50);
    await log.append(EVENT, bodyOf('last'));
    const stamps = (await log.read(EVENT, 1, ALL)).map(({ at }) => at);
    assert.equal(
      stamps,
      stamps.toSorted((a, b) => a - b),
    );
    // A clock that is read over a network is known as well as the answers are quick.
    const [first = 0, last = 0] = [stamps[0], stamps.at(-1)];
    assert.ok(first >= before - CLOCK_MS && last <= log.now() + CLOCK_MS);
  });

  test('LOG-6 a code is taken once, and found from then on', async (t) => {
    const log = await open(t);
    assert.is(await log.findCode(CODE), undefined);
    const claims = await Promise.all([log.claimCode(CODE, EVENT), log.claimCode(CODE, OTHER)]);
    assert.is(claims.filter(Boolean).length, 1, 'one of those who came at once has it');
    const owner = claims[0] ? EVENT : OTHER;
    assert.is(await log.findCode(CODE), owner);
    assert.is(await log.claimCode(CODE, idOf<EventId>('late')), false);
    assert.is(await log.findCode(CODE), owner);
    assert.equal(await log.codes(), [[CODE, owner]]);
  });

  test('LOG-7 the latest snapshot is kept, whichever was saved last', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 9);
    assert.is(await log.loadSnapshot(EVENT), undefined);
    const nine = { seq: 9, mark: 'mark9', body: 'nine' };
    await log.saveSnapshot(EVENT, { seq: 5, mark: 'mark5', body: 'five' });
    await log.saveSnapshot(EVENT, nine);
    await log.saveSnapshot(EVENT, { seq: 7, mark: 'mark7', body: 'seven' });
    assert.equal(await log.loadSnapshot(EVENT), nine);
    assert.is(await log.loadSnapshot(OTHER), undefined);
  });

  test('LOG-42 stamps run as far ahead of the clock as is asked, and never back to it', async (t) => {
    const log = await open(t);
    const hour = 3_600_000;
    await log.claimCode(CODE, EVENT);
    assert.equal(await log.lastStamps(), []);
    const before = log.now();
    await log.append(EVENT, bodyOf('ahead'), hour);
    const [stamped] = await log.lastStamps();
    const [event, at = 0] = stamped ?? [];
    assert.is(event, EVENT);
    assert.ok(at >= before + hour - CLOCK_MS && at <= log.now() + hour + CLOCK_MS);
    await log.append(EVENT, bodyOf('not ahead'));
    assert.equal(await log.lastStamps(), [[EVENT, at]], 'it stands still');
  });

  test('LOG-8 a log is empty until a code is taken', async (t) => {
    const log = await open(t);
    assert.is(await log.isEmpty(), true);
    await log.claimCode(CODE, EVENT);
    assert.is(await log.isEmpty(), false);
  });

  test('LOG-17 the mark of an entry follows from all before it', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 20);
    let mark = firstMark(EVENT);
    for (const entry of await log.read(EVENT, 1, ALL)) {
      mark = markAfter(mark, entry);
      assert.is(entry.mark, mark);
    }
  });

  test('LOG-17 who follows from a place in another log is told so', async (t) => {
    const log = await open(t);
    await appendMany(log, EVENT, 5);
    const after = { seq: 3, mark: 'elsewhere' };
    const error = await errorOf(log.follow(EVENT, after, into([])));
    assert.is(error.code, 'corrupt');
    assert.match(error.message, 'entry 4');
  });

  test('LOG-18 the entries of another log are taken as they are, and only where they belong', async (t) => {
    const log = await open(t);
    const entries: StoredEntry[] = [];
    for (const n of upTo(30)) {
      const entry = { seq: n, at: 1_000 + n, body: JSON.stringify(bodyOf(`entry${n}`)) };
      entries.push({ ...entry, mark: markAfter(entries.at(-1)?.mark ?? firstMark(EVENT), entry) });
    }
    await log.restore(EVENT, entries.slice(0, 12));
    await log.restore(EVENT, entries.slice(12));
    assert.equal(await log.read(EVENT, 1, ALL), entries);
    for (const wrong of [entries, entries.slice(29)]) {
      assert.is((await errorOf(log.restore(EVENT, wrong))).code, 'corrupt');
    }
    assert.is(await log.append(EVENT, bodyOf('next')), 31);
    const heard: StoredEntry[] = [];
    await log.follow(EVENT, { seq: 0 }, into(heard));
    assert.equal(seqsOf(heard), upTo(31), 'and the next follows from them');
  });

  test('LOG-9 closing finishes what was asked before, and refuses what is asked after', async (t) => {
    const log = await open(t);
    const heard: StoredEntry[] = [];
    await log.follow(EVENT, { seq: 0 }, into(heard));
    const before = appendMany(log, EVENT, 50);
    const closed = log.close();
    assert.equal(await before, upTo(50));
    await closed;
    assert.equal(seqsOf(heard), upTo(50));
    const calls = [log.append(EVENT, bodyOf('late')), log.read(EVENT, 1, 1), log.findCode(CODE)];
    for (const call of calls) assert.is((await errorOf(call)).code, 'closed');
    await log.close();
  });
}
