import { programmeSchema, type Programme } from '@rostrum/shared/domain/programme';
import { columnSchema, type Cue } from '@rostrum/shared/domain/cue';
import { z } from 'zod';
import { Gathering, type Into, type Read } from './read.ts';

/** Our own file. Published as docs/programme.schema.json. */
export const programmeFileSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('rostrum-programme'),
  version: z.literal(1),
  /** Where the event is, for whoever reads the times. They are epoch milliseconds. */
  timeZone: z.string().optional(),
  programme: programmeSchema,
});

/** Everything, as it is; what stood in columns that were removed is no part of it. */
export function jsonText(programme: Programme, timeZone: string): string {
  const cues = programme.cues.map((cue) => withoutStrays(cue, programme));
  const file = {
    ...{ format: 'rostrum-programme', version: 1, timeZone },
    programme: { ...programme, cues },
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function withoutStrays({ custom = {}, ...cue }: Cue, { columns = [] }: Programme): Cue {
  const cells = Object.entries(custom).filter(([id]) => columns.some((each) => each.id === id));
  return cells.length > 0 ? { ...cue, custom: Object.fromEntries(cells) as Cue['custom'] } : cue;
}

const looseSchema = z.object({
  programme: z.object({
    startAt: programmeSchema.shape.startAt,
    hardEndAt: programmeSchema.shape.hardEndAt,
    columns: z.array(columnSchema).optional(),
    cues: z.array(z.record(z.string(), z.unknown())),
  }),
});

/** Undefined when it is no such file at all. */
export function readJson(value: unknown, into: Into): Read | undefined {
  const file = looseSchema.safeParse(value).data?.programme;
  if (!file) return undefined;
  const gathering = new Gathering(into);
  file.cues.forEach((cue, at) => gathering.take(at + 1, cue));
  const { found, bad, cut } = gathering;
  const { startAt, hardEndAt, columns = [] } = file;
  return {
    startAt,
    ...(hardEndAt === undefined ? {} : { hardEndAt }),
    ...{ columns, found, bad, cut, parts: [] },
  };
}
