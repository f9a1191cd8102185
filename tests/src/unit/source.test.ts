import * as assert from 'uvu/assert';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { CodeTries } from '@rostrum/server/identity/code-tries';
import { addressOf, networkOf, Sources } from '@rostrum/server/identity/source';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('source');
const event = idOf<EventId>('event');
const right = 'RIGHT2' as Code;
const wrong = (n: number) => `W${String(n).padStart(5, '2')}` as Code;
const look = (code: Code) => Promise.resolve(code === right ? event : undefined);

test('CREATE-6 a source is the address that our own proxies were called by, and nothing that its sender wrote', () => {
  assert.is(addressOf('10.0.0.9', undefined, 0), '10.0.0.9');
  assert.is(addressOf('10.0.0.9', '203.0.113.7', 0), '10.0.0.9');
  assert.is(addressOf('10.0.0.9', '203.0.113.7', 1), '203.0.113.7');
  assert.is(addressOf('10.0.0.9', '198.51.100.1, 203.0.113.7', 1), '203.0.113.7');
  assert.is(addressOf('10.0.0.9', ['1.1.1.1', '198.51.100.1,203.0.113.7'], 2), '198.51.100.1');
  assert.is(addressOf('10.0.0.9', undefined, 2), '10.0.0.9');
  assert.is(addressOf('10.0.0.9', ' , ,', 1), '10.0.0.9');
  assert.is(addressOf(undefined, undefined, 0), '');
});

test('CREATE-6 an IPv6 source is its /64, and one of IPv4 its address', () => {
  const same = ['2001:db8:1:2::1', '2001:0db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6%eth0'];
  assert.is(new Set(same.map(networkOf)).size, 1);
  assert.is.not(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.is(networkOf('2001:db8::'), networkOf('2001:db8:0:0:9::9'));
  assert.is(networkOf('::1'), networkOf('::2'));
  assert.is(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  assert.is.not(networkOf('203.0.113.7'), networkOf('203.0.113.8'));
  for (const junk of ['', 'unknown', '203.0.113.7:99', 'a'.repeat(9_999)])
    assert.is(networkOf(junk), '');
});

test('CREATE-7 sources are forgotten, and an uncounted proxy is told of once', () => {
  let told = 0;
  const sources = new Sources(0, () => (told += 1));
  const first = sources.of({ 'x-forwarded-for': '203.0.113.7' }, '10.0.0.9');
  assert.is(sources.of({ 'x-forwarded-for': '203.0.113.8' }, '10.0.0.9'), first);
  assert.is.not(sources.of({}, '10.0.0.8'), first);
  sources.forget();
  assert.is.not(sources.of({}, '10.0.0.9'), first);
  assert.is(told, 1);
  sources.close();
});

test('CREATE-7 nothing that is kept of a source is its address', () => {
  const sources = new Sources(1, () => {});
  sources.of({ 'x-forwarded-for': '203.0.113.77' }, '10.11.12.13');
  const kept = JSON.stringify(sources) + Object.values(sources).map(String).join();
  assert.not.match(kept, /203\.0\.113|10\.11\.12/);
  sources.close();
});

test('CREATE-8 after many wrong codes every unknown one waits, right or wrong alike', async () => {
  const tries = new CodeTries();
  const answers: unknown[] = [];
  for (let n = 0; n < 400; n += 1) answers.push(await tries.find(wrong(n), look));
  const looked = answers.filter((answer) => answer === undefined).length;
  assert.ok(looked >= 120 && looked < 140, `${looked} looked up`);
  assert.is(answers.at(-1), 'too_fast');
  assert.is(await tries.find(right, look), 'too_fast');
});

test('CREATE-9 a code that the network has found before opens, whatever others there try', async () => {
  const tries = new CodeTries();
  const hall = await Promise.all(Array.from({ length: 1_000 }, () => tries.find(right, look)));
  assert.ok(hall.every((found) => found === event));
  for (let n = 0; n < 400; n += 1) await tries.find(wrong(n), look);
  assert.is(await tries.find(right, look), event);
  assert.is(await tries.find('OTHER2' as Code, look), 'too_fast');
});

test('CREATE-9 a log that does not answer is no wrong code', async () => {
  const tries = new CodeTries();
  const fails = () => Promise.reject(new Error('away'));
  for (let n = 0; n < 300; n += 1) {
    await tries.find(wrong(n), fails).then(
      () => assert.unreachable(),
      (error: Error) => assert.is(error.message, 'away'),
    );
  }
  assert.is(await tries.find(right, look), event);
});

run();
