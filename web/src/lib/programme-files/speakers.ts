import type { Speaker } from '@rostrum/shared/domain/cue';

/** What stands between parts of a speaker, and so has a backslash before it inside of one. */
const MARKS = /[\\;；()（）[\]]/g;
const COMMAS = /[,،，]/g;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;

/**
 * `Name (Title, Delegation) [remote, fr, pronoun=she/her, region=Africa]`, one after the
 * other with `;` between them. A part that is missing is left out; a title without a
 * delegation has a comma after it, and a delegation with a comma in it a backslash before that.
 */
export function speakersText(speakers: readonly Speaker[]): string {
  return speakers.map(speakerText).join('; ');
}

function speakerText({
  name,
  title,
  delegation,
  mode,
  language,
  pronoun,
  region,
}: Speaker): string {
  const more = [
    mode,
    language,
    pronoun && `pronoun=${inBrackets(pronoun)}`,
    region && `region=${inBrackets(region)}`,
  ].filter((part) => part !== undefined);
  const place = delegation && marked(delegation).replace(COMMAS, '\\$&');
  const who = title ? `${marked(title)},${place ? ` ${place}` : ''}` : place;
  return [
    marked(name),
    ...(who ? [`(${who})`] : []),
    ...(more.length > 0 ? [`[${more.join(', ')}]`] : []),
  ].join(' ');
}

const marked = (text: string) => text.replace(MARKS, '\\$&');
const inBrackets = (text: string) => marked(text).replace(COMMAS, '\\$&');
const unmarked = (text: string) => text.replace(/\\(.)/gs, '$1').trim();

/** Splits where `mark` stands without a backslash before it. */
function split(text: string, mark: RegExp): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\\.|[^]/gsu)) {
    if (mark.test(piece)) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** Reads what {@link speakersText} writes, and one name a line; undefined when a bracket is open or nobody is named. */
export function speakersOf(written: string): Speaker[] | undefined {
  const texts = split(written, /^[;；\n\r]$/).filter((text) => text.trim() !== '');
  const speakers = texts.map(speakerOf);
  return speakers.every((speaker) => speaker !== undefined) ? speakers : undefined;
}

const PLAIN = String.raw`((?:\\.|[^\\()（）[\]])*)`;
const SHAPE = new RegExp(
  String.raw`^${PLAIN}(?:[(（]${PLAIN}[)）])?\s*(?:\[${PLAIN}\])?\s*$`,
  'su',
);

function speakerOf(text: string): Speaker | undefined {
  const [, name = '', who, inBrackets] = SHAPE.exec(text) ?? [];
  const more = moreOf(inBrackets);
  if (unmarked(name) === '' || !more) return undefined;
  return { name: unmarked(name), ...whoOf(who), ...more };
}

/** The last comma sets the delegation apart: titles have commas of their own. */
function whoOf(text: string | undefined): Partial<Speaker> {
  if (text === undefined) return {};
  const parts = split(text, /^[,،，]$/);
  const delegation = unmarked(parts.at(-1) ?? '');
  const length = text.length - (parts.at(-1) ?? '').length - 1;
  const title = unmarked(text.slice(0, Math.max(0, length)));
  return { ...(title ? { title } : {}), ...(delegation ? { delegation } : {}) };
}

/** Undefined when something in the brackets is none of what may stand there. */
function moreOf(text: string | undefined): Partial<Speaker> | undefined {
  const speaker: Partial<Speaker> = {};
  for (const part of text === undefined ? [] : split(text, /^,$/)) {
    const [, key, value = ''] = /^\s*(pronoun|region)\s*=(.*)$/su.exec(part) ?? [];
    const word = unmarked(part);
    if (key === 'pronoun') speaker.pronoun = unmarked(value);
    else if (key === 'region') speaker.region = unmarked(value);
    else if (word === 'room' || word === 'remote') speaker.mode = word;
    else if (LANGUAGE.test(word)) speaker.language = word;
    else return undefined;
  }
  return speaker;
}
