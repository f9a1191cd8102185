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
  1: '57e4d1d9cd0a60a9e10ad3552e986cd31e4ccb8847c6d634a6f6e0ac0b602063',
};
const SNAPSHOTS: Record<number, string> = {
  1: '6d1bf7acc37d607b49634ff4699244d02acc9f16369f30728fcdc702991fbf2f',
};
const PROTOCOLS: Record<number, string> = {
  1: '0013d13b4372efef8953fcee66103fc3c20d4db97e7ea58338e3787079c33581',
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
