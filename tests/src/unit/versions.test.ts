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
  1: '0309e9d3a12b1913d0a1df887cf9a7431552c66a73e2e620d96918012cd87aa5',
};
const SNAPSHOTS: Record<number, string> = {
  1: '38558f9721d990230b6222e8620001a0d5133f2a3e88b75b5e44b998618b0b7d',
};
const PROTOCOLS: Record<number, string> = {
  1: '18f9f96b8f1d459b181e9839c832cd8b96982a4eaaafcfc1f5b81da80b98d341',
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
