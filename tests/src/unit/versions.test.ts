import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { ENTRY_VERSION, entryBodySchema } from '@rostrum/shared/domain/actions';
import { storedBodySchema } from '@rostrum/shared/domain/body';
import { SNAPSHOT_VERSION, snapshotSchema } from '@rostrum/shared/domain/snapshot';
import { downSchemas } from '@rostrum/shared/protocol/down';
import * as http from '@rostrum/shared/protocol/http';
import { helloSchema, upSchemas } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { suite } from '../lib/harness.ts';
import { jsonSchemaOf } from '../lib/json-schema.ts';

const { test, run } = suite('versions');

/** What each version looks like. A new version is a new line: the old ones stay, for the logs that hold them. */
const ENTRIES: Record<number, string> = {
  1: 'f2e6c0a3c954d070c7bffe04314b2e034cee1b954bfc53cc224b4c9b4ceb873c',
  2: '7b6219db8c158ea320acd6c32e9287d477bef5bf12e421458b8e9b400e8bfc13',
};
const SNAPSHOTS: Record<number, string> = {
  1: '5bc7f0d0e913721afec9baacf68d4e491b52f285deda7b887fead7145a6e0e9d',
  2: '8e250a570bfdce552b5e8021872e5d1e133a2364f13c7c22260c1d7e157256ba',
};
const PROTOCOLS: Record<number, string> = {
  1: '551ca8b8227fab2524eac6a8eff433a2250d9c7e6443197dda145392a13dfb04',
  2: '6bfcafa6d9ec9bdc33bbf41fe0420bfa8afeb87c8760489c73f97119e6cb4659',
};

function holds(name: string, version: number, known: Record<number, string>, schemas: z.ZodType[]) {
  const shapes = JSON.stringify(schemas.map(jsonSchemaOf));
  const hash = createHash('sha256').update(shapes).digest('hex');
  const told = `the schemas changed: raise ${name} and record ${hash} for it here`;
  assert.is(hash, known[version], told);
}

test('SYNC-16 what an entry may hold changes only with ENTRY_VERSION', () =>
  holds('ENTRY_VERSION', ENTRY_VERSION, ENTRIES, [entryBodySchema, storedBodySchema]));

test('SYNC-16 what a snapshot holds changes only with SNAPSHOT_VERSION', () =>
  holds('SNAPSHOT_VERSION', SNAPSHOT_VERSION, SNAPSHOTS, [snapshotSchema]));

test('SYNC-16 what clients and servers say changes only with PROTOCOL_VERSION', () =>
  holds('PROTOCOL_VERSION', PROTOCOL_VERSION, PROTOCOLS, [
    helloSchema,
    ...Object.values(upSchemas),
    ...Object.values(downSchemas),
    ...Object.values(http),
  ]));

run();
