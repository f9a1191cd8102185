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
  1: '10b5e94537acb2ff4ff38fe92e28d3bddb686af855533fc7d1dd6861a40e3730',
};
const SNAPSHOTS: Record<number, string> = {
  1: 'edec34af5810e40638bf3f34cc4912fc49fe856f720d8330a751181adad13255',
};
const PROTOCOLS: Record<number, string> = {
  1: 'b4b77e6e884944ed425ee20bfbee5ad4a25e35d07040fb35b06e8bf5aea909cf',
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
