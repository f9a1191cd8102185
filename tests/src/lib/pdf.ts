import { inflateSync } from 'node:zlib';

/** What Chromium's own PDF files say, a text a page: its glyphs by the tables that say what each stands for. No other program's files. */
export function pdfPages(file: Buffer): string[] {
  const objects = objectsOf(file);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(Number(/\/Contents (\d+)/.exec(head)?.[1]))?.body ?? '';
    const fonts = new Map<string, ReadonlyMap<string, string>>();
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const toUnicode = /\/ToUnicode (\d+)/.exec(objects.get(Number(id))?.head ?? '')?.[1];
      fonts.set(name, letters(objects.get(Number(toUnicode))?.body ?? ''));
    }
    return textOf(content, fonts);
  });
}

interface PdfObject {
  readonly head: string;
  readonly body: string;
}

function objectsOf(file: Buffer): Map<number, PdfObject> {
  const text = file.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n?/g)) {
    const start = match.index + match[0].length;
    const stream = text.indexOf('stream\n', start);
    const end = text.indexOf('endobj', start);
    const hasStream = stream >= 0 && stream < end;
    const head = text.slice(start, hasStream ? stream : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const from = stream + 'stream\n'.length;
    const raw = hasStream ? file.subarray(from, from + length) : Buffer.alloc(0);
    const body = head.includes('/FlateDecode') ? inflateSync(raw) : raw;
    objects.set(Number(match[1]), { head, body: body.toString('latin1') });
  }
  return objects;
}

/** A font's `ToUnicode` table: a glyph's number, as it is written, to its letters. */
function letters(table: string): Map<string, string> {
  const found = new Map<string, string>();
  const unicode = (hex: string) =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
  for (const [, block = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)>/g)) {
      found.set(glyph.toUpperCase(), unicode(hex));
    }
  }
  for (const [, block = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, low = '', high = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const first = Number.parseInt(low, 16);
      for (let glyph = first; glyph <= Number.parseInt(high, 16); glyph += 1) {
        const code = (Number.parseInt(hex, 16) + glyph - first).toString(16).padStart(4, '0');
        found.set(glyph.toString(16).toUpperCase().padStart(low.length, '0'), unicode(code));
      }
    }
  }
  return found;
}

/** The texts in the order in which they are drawn, a line for each stretch of one font. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let text = '';
  for (const [, name, hex] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\bET\b/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (hex === undefined) text += '\n';
    else text += glyphsOf(hex.toUpperCase(), font);
  }
  return text;
}

/** Every glyph of a font is written with as many digits. */
function glyphsOf(hex: string, font: ReadonlyMap<string, string>): string {
  const [sample = '0000'] = font.keys();
  const glyphs = hex.match(new RegExp(`.{${sample.length}}`, 'g')) ?? [];
  return glyphs.map((glyph) => font.get(glyph) ?? '').join('');
}
