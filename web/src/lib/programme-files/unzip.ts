/** Bytes of all its files together, unpacked: a hundred times what the longest programme takes. */
const UNPACKED_MAX = 16 * 1024 * 1024;
const FILES_MAX = 500;
const END_BYTES = 22;
/** What may follow the directory's end: a comment. */
const COMMENT_MAX = 65_535;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const FILE = 0x04034b50;
const FILE_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** A file that holds more than is read. */
export class TooBigError extends Error {
  override readonly name = 'TooBigError';
}

/**
 * The XML files of a ZIP. What it says of sizes is not believed: they are counted as they come out.
 *
 * @throws TooBigError once that is too much, and other errors for what is no such ZIP.
 */
export async function unzipXml(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let left = UNPACKED_MAX;
  for (const { name, method, packed } of entriesOf(bytes)) {
    if (!/\.xml(?:\.rels)?$/.test(name)) continue;
    if (files.has(name)) throw new Error('a file comes twice');
    if (method !== STORED && method !== DEFLATED) throw new Error('packed in an unknown way');
    const file = method === STORED ? packed : await inflated(packed, left);
    left -= file.length;
    if (left < 0) throw new TooBigError();
    files.set(name, file);
  }
  return files;
}

function* entriesOf(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > FILES_MAX) throw new TooBigError();
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('its directory is torn');
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const file = view.getUint32(at + 42, true);
    if (view.getUint32(file, true) !== FILE) throw new Error('a file is not where it should be');
    const start =
      file + FILE_BYTES + view.getUint16(file + 26, true) + view.getUint16(file + 28, true);
    if (start + size > bytes.length) throw new Error('a file is cut short');
    yield {
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)),
      method,
      packed: bytes.subarray(start, start + size),
    };
    at += ENTRY_BYTES + name + extra + comment;
  }
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - COMMENT_MAX); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new Error('no ZIP');
}

/** Unpacks piece by piece, so that no more than `max` bytes and a piece ever are in memory. */
async function inflated(
  packed: Uint8Array<ArrayBuffer>,
  max: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > max) {
      void reader.cancel();
      throw new TooBigError();
    }
    pieces.push(next.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
