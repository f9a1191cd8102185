import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';
import { encodingFor, type Encoding } from './encodings.ts';

/** Where files lie whose names change with what is in them. */
const FOLDER = '_app/immutable/';
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };
/** What is put behind the name of a file that is compressed. */
const SUFFIXES: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

/**
 * Serves what pages load from memory: a newcomer asks for dozens of files, and to open,
 * read and close each takes longer than all else about it. They are a few megabytes,
 * compressed ones included. Only what was there at the start is served.
 *
 * @param client the built web's own folder of files.
 */
export async function builtFiles(client: URL): Promise<RequestHandler> {
  const files = new Map<string, Buffer>();
  const folder = new URL(FOLDER, client);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = `${entry.parentPath}/${entry.name}`;
    files.set(file.slice(file.indexOf(`/${FOLDER}`)), await readFile(file));
  }
  return (request, response, next) => {
    const type = TYPES[extname(request.path)];
    const plain = files.get(request.path);
    if (!type || !plain) return next();
    const encoding = encodingFor(request);
    const encoded = encoding && files.get(request.path + SUFFIXES[encoding]);
    const bytes = encoded ?? plain;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(encoded ? { 'Content-Encoding': encoding } : {}),
    });
    response.end(bytes);
  };
}
