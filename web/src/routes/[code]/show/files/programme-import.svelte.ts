import type { ActionId } from '@rostrum/shared/domain/ids';
import { COLUMNS_MAX } from '@rostrum/shared/domain/limits';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Live } from '#lib/live/live.svelte.ts';
import { newId } from '#lib/new-id.ts';
import { withoutGuards } from '#lib/programme-files/csv.ts';
import { headingsIn, mappingOf, type Mapping } from '#lib/programme-files/fields.ts';
import { readRows } from '#lib/programme-files/from-rows.ts';
import { combine, type Combined, type Placing } from '#lib/programme-files/into-programme.ts';
import { open, openText, type Opened } from '#lib/programme-files/open.ts';
import type { Into, Read } from '#lib/programme-files/read.ts';
import { loadParse, rowsOf, separatorOf, type Parse, type Row } from '#lib/tables/table.ts';
import { sameValue } from './same-value.ts';
import { setProgramme } from './send.ts';

/** What was there before an import, and what it made of it. */
interface Done {
  readonly before: Programme;
  readonly after: Programme;
  readonly cues: number;
}

/** A programme that is to be imported, and how it is read. */
export class ProgrammeImport {
  readonly #event: Live<'show'>;
  #into = $state.raw<Into>();
  #opened = $state.raw<Opened>();
  #parse = $state.raw<Parse>();
  #text = $state('');
  #hasHeadings = $state<boolean>();
  #picked = $state.raw<Readonly<Record<number, Mapping[number]>>>({});
  /** The room or rundown that is read. */
  part = $state<string>();
  placing = $state<Placing>('replace');
  /** Whether what can be read is imported though other rows cannot. */
  withoutBad = $state(false);
  sending = $state(false);
  refused = $state<Reason>();
  /** The last import, as long as it can be undone. */
  done = $state.raw<Done>();
  /** What is being set: trying it again is one effect. */
  #trying: { readonly id: ActionId; readonly programme: Programme } | undefined;
  /** What was opened last: an older file that took longer is not shown. */
  #asked = 0;

  readonly #rows = $derived.by((): readonly Row[] => {
    if (this.#opened?.type === 'rows') return this.#opened.rows;
    if (this.#opened?.type !== 'text' || !this.#parse) return [];
    const { text } = this.#opened;
    const separator = separatorOf(text, this.#parse, headingsIn);
    return rowsOf(text, separator, this.#parse).map(withoutGuards);
  });
  readonly #first = $derived.by(() => this.#rows[0]?.cells ?? []);
  hasHeadings = $derived.by(() => this.#hasHeadings ?? headingsIn(this.#first) > 0);
  readonly #body = $derived.by(() => (this.hasHeadings ? this.#rows.slice(1) : this.#rows));
  /** Of each column its heading, empty where there is none, and what stands first in it. */
  columns = $derived.by(() => {
    const width = this.#rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    return Array.from({ length: width }, (_, at) => ({
      heading: (this.hasHeadings && this.#first[at]?.trim()) || '',
      sample: this.#body.find(({ cells }) => cells[at]?.trim())?.cells[at]?.trim() ?? '',
    }));
  });
  mapping = $derived.by((): Mapping => {
    const headings = this.columns.map(({ heading }) => heading);
    const own = this.#into?.columns.map(({ name }) => name) ?? [];
    const guessed = this.hasHeadings ? mappingOf(headings, own) : longestAsTitle(this.#body);
    return headings.map((_, at) => (at in this.#picked ? this.#picked[at] : guessed[at]));
  });
  read = $derived.by((): Read | undefined => {
    if (!this.#into) return undefined;
    if (this.#opened?.type === 'read') return this.#opened.read(this.#into, this.part);
    if (this.#body.length === 0) return undefined;
    const headings = this.columns.map(({ heading }) => heading);
    return readRows(this.#body, headings, this.mapping, this.#into);
  });
  combined = $derived.by((): Combined | undefined => {
    if (!this.read) return undefined;
    const { programme, onAir } = this.#event.view;
    return combine(programme, this.read, this.placing, onAir.running?.cue, newId);
  });
  ready = $derived.by(() => {
    const complete = this.withoutBad || this.read?.bad.length === 0;
    return complete && !this.sending && this.combined !== undefined && 'programme' in this.combined;
  });

  constructor(event: Live<'show'>) {
    this.#event = event;
  }

  get text(): string {
    return this.#text;
  }

  /** Reads what is pasted or typed, as soon as what reads it is loaded; what is mended of it, as it was read. */
  set text(text: string) {
    const isMended = this.#text !== '' && text !== '';
    this.#text = text;
    this.refused = undefined;
    const into = (isMended ? this.#into : undefined) ?? this.#start();
    void this.#take(openText(text, into));
  }

  get trouble() {
    return this.#opened?.type === 'trouble' ? this.#opened.trouble : undefined;
  }

  async openFile(file: Blob): Promise<void> {
    this.#text = '';
    const into = this.#start();
    await this.#take(file.arrayBuffer().then((bytes) => open(new Uint8Array(bytes), into)));
  }

  /** In the order of the file's columns; a field is only in one of them. */
  pick(at: number, target: Mapping[number]): void {
    const moved = this.mapping.map((each, other) =>
      other === at ? target : target !== 'custom' && each === target ? undefined : each,
    );
    if (moved.filter((each) => each === 'custom').length > COLUMNS_MAX) return;
    this.#picked = Object.fromEntries(moved.entries());
  }

  pickHeadings(has: boolean): void {
    this.#picked = {};
    this.#hasHeadings = has;
  }

  clear(): void {
    this.#text = '';
    this.#opened = undefined;
    this.#asked += 1;
  }

  /** Imports; true when it is done. */
  async send(): Promise<boolean> {
    if (!this.ready || !this.combined || !('programme' in this.combined)) return false;
    const { programme: before } = this.#event.view;
    const { programme: after } = this.combined;
    const cues = this.read?.found.length ?? 0;
    if (!(await this.#set(after))) return false;
    this.done = { before, after, cues };
    this.clear();
    return true;
  }

  /** Sets the programme back as it was, unless somebody changed it since. */
  async undo(): Promise<void> {
    if (!this.done) return;
    if (!sameValue(this.#event.view.programme, this.done.after)) this.refused = 'stale_revision';
    else if (await this.#set(this.done.before)) this.done = undefined;
  }

  async #set(programme: Programme): Promise<boolean> {
    this.sending = true;
    const isSame = this.#trying && sameValue(this.#trying.programme, programme);
    if (!isSame) this.#trying = undefined;
    const { id } = (this.#trying ??= { id: newId<ActionId>(), programme });
    this.refused = await setProgramme(this.#event.view.info.code, id, programme);
    // Where nobody knows what became of it, the same is tried again.
    if (this.refused !== 'unavailable') this.#trying = undefined;
    this.sending = false;
    return this.refused === undefined;
  }

  #start(): Into {
    const { info, programme } = this.#event.view;
    this.#picked = {};
    this.#hasHeadings = undefined;
    this.part = undefined;
    this.withoutBad = false;
    this.refused = undefined;
    this.#into = {
      timeZone: info.timeZone,
      startAt: programme.startAt,
      columns: programme.columns ?? [],
      newId,
    };
    return this.#into;
  }

  async #take(opening: Promise<Opened>): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const opened = await opening;
      if (opened.type === 'text') this.#parse ??= await loadParse();
      if (asked === this.#asked) this.#opened = opened;
    } catch {
      if (asked === this.#asked) this.#opened = { type: 'trouble', trouble: 'not_loaded' };
    }
  }
}

/** Without headings, the longest texts are the titles. */
function longestAsTitle(rows: readonly Row[]): Mapping {
  const lengths: number[] = [];
  for (const { cells } of rows) {
    for (const [at, cell] of cells.entries()) lengths[at] = (lengths[at] ?? 0) + cell.length;
  }
  const longest = lengths.indexOf(Math.max(...lengths));
  return lengths.map((_, at) => (at === longest ? 'title' : undefined));
}
