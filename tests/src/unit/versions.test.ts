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
  1: '689db92631a6be7054c4ee844daa621bd0013cfb5689792171e8a1c31533c581',
};
const SNAPSHOTS: Record<number, string> = {
  1: '0d3ec9c8d83d2d3e2bfa5b5acfcf8dd8e0aa7ca403dd69977675f6254c1de65a',
};
const PROTOCOLS: Record<number, string> = {
  1: 'c499490fbc8accae5d252607aa5679b93a38f993dbbde0724a2a859b9b49b1ad',
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
