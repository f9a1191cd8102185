import { hash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { IdMap } from '@rostrum/shared/domain/id-map';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('id-map');

/** An id without pattern, the same one for the same index. */
const idAt = (index: number) => hash('sha1', String(index)).slice(0, 24);

test('SYNC-18 of many ids each keeps its own value', () => {
  // Enough that several pairs have the same hash of 32 bits, whatever the hash is.
  const ids = Array.from({ length: 300_000 }, (_, index) => idAt(index));
  const map = new IdMap<string, number>(20);
  for (const [index, id] of ids.entries()) map.set(id, index);
  assert.is(map.size, ids.length);
  assert.is(
    ids.findIndex((id, index) => map.get(id) !== index),
    -1,
  );
  for (const other of [idAt(ids.length), 'id1', '']) assert.is(map.get(other), undefined);
});

test('SYNC-18 a value is computed once, and replaced in its place', () => {
  const map = new IdMap<string, number>(0);
  const other = new IdMap<string, number>(0);
  assert.is(
    map.getOrInsertComputed('a', () => 1, other),
    1,
  );
  assert.is(
    map.getOrInsertComputed('a', () => 2, other),
    1,
  );
  assert.is(
    other.getOrInsertComputed('a', () => 2, map),
    1,
    'nor where the other map has it',
  );
  assert.is(other.size, 0);
  map.set('b', 3);
  map.set('a', 4);
  assert.equal(
    [map.keys(), map.values()],
    [
      ['a', 'b'],
      [4, 3],
    ],
  );
});

test('SYNC-3 the first are forgotten, and the others found as before', () => {
  const map = new IdMap<string, number>(0);
  for (let index = 0; index < 1_000; index += 1) map.set(idAt(index), index);
  map.dropFirst(700);
  map.set(idAt(0), -1);
  assert.is(map.size, 301);
  for (let index = 1; index < 700; index += 1) assert.is(map.get(idAt(index)), undefined);
  for (let index = 700; index < 1_000; index += 1) assert.is(map.get(idAt(index)), index);
  assert.is(map.get(idAt(0)), -1);
  assert.is(map.keys().at(-1), idAt(0));
});

test('SYNC-8 where hashes start does not show', () => {
  const maps = [0, 1, 2 ** 32 - 1].map((salt) => {
    const map = new IdMap<string, number>(salt);
    for (let index = 0; index < 100; index += 1) map.set(idAt(index), index);
    return [map.keys(), map.values(), map.get(idAt(50))];
  });
  assert.equal(maps[1], maps[0]);
  assert.equal(maps[2], maps[0]);
});

run();
