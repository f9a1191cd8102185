import type { StoredEntry } from './log.ts';

/** An entry as the append script publishes it: `seq at mark body`. Undefined when it is none. */
export function entryInMessage(message: string): StoredEntry | undefined {
  const found = /^(\d+) (\d+) (\w+) /.exec(message);
  if (!found?.[3]) return undefined;
  const body = message.slice(found[0].length);
  return { seq: Number(found[1]), at: Number(found[2]), mark: found[3], body };
}

/** An entry as it stands in the stream: its id, then names and values in turn. */
export function entryInStream(id: string, fields: readonly string[]): StoredEntry {
  const values = new Map<string, string>();
  for (let at = 0; at < fields.length; at += 2) values.set(fields[at] ?? '', fields[at + 1] ?? '');
  return {
    seq: Number(id.slice(id.indexOf('-') + 1)),
    at: Number(values.get('at')),
    mark: values.get('mark') ?? '',
    body: values.get('body') ?? '',
  };
}
