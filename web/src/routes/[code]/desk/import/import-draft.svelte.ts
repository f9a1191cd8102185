import { QUESTIONS_MAX, QUESTIONS_RESERVE } from '@rostrum/shared/domain/limits';
import { openQuestions } from '@rostrum/shared/domain/person-limits';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Live } from '#lib/live/live.svelte.ts';
import { decode, type FileTrouble } from '#lib/tables/decode.ts';
import { loadParse, rowsOf, separatorOf, type Parse, type Separator } from '#lib/tables/table.ts';
import { settingsAfter } from '../under-way.ts';
import { Asked } from './asked.ts';
import { columnsByLength, columnsOf, type Columns, type Field } from './columns.ts';
import { judge } from './judge.ts';

/** Questions that are to be imported, and how they are read. What is chosen stands until there is another text. */
export class ImportDraft {
  readonly #event: Live<'desk'>;
  #parse = $state.raw<Parse>();
  #text = $state.raw('');
  /** Why the file that was chosen last could not be read. */
  fileTrouble = $state<FileTrouble>();
  mode = $state<Mode>('remote');
  withDoubles = $state(false);
  #separator = $state<Separator>();
  #hasHeadings = $state<boolean>();
  #columns = $state.raw<Columns>({});

  separator = $derived.by((): Separator => {
    if (this.#separator) return this.#separator;
    return this.#parse && this.#text ? separatorOf(this.#text, this.#parse, headingsIn) : 'comma';
  });
  #rows = $derived.by(() =>
    this.#parse && this.#text ? rowsOf(this.#text, this.separator, this.#parse) : [],
  );
  #first = $derived.by(() => this.#rows[0]?.cells ?? []);
  hasHeadings = $derived.by(
    () => this.#hasHeadings ?? Object.keys(columnsOf(this.#first)).length > 0,
  );
  #body = $derived.by(() => (this.hasHeadings ? this.#rows.slice(1) : this.#rows));
  /** The headings of all columns; empty where there is none. */
  headings = $derived.by((): readonly string[] => {
    const most = this.#rows.reduce((wide, { cells }) => Math.max(wide, cells.length), 0);
    return Array.from({ length: most }, (_, at) => (this.hasHeadings && this.#first[at]) || '');
  });
  columns = $derived.by((): Columns => {
    const named = this.hasHeadings ? columnsOf(this.#first) : {};
    const guessed =
      named.question === undefined
        ? { ...columnsByLength(this.#body.map(({ cells }) => cells)), ...named }
        : named;
    return { ...guessed, ...this.#columns };
  });

  readonly #asked = new Asked();
  judged = $derived.by(() =>
    judge(this.#body, {
      columns: this.columns,
      mode: this.mode,
      questionLength: settingsAfter(this.#event.view.settings, this.#event.items).questionLength,
      room:
        QUESTIONS_MAX +
        QUESTIONS_RESERVE -
        openQuestions(Object.values(this.#event.view.questions)),
      asked: this.#asked.among(Object.values(this.#event.view.questions)),
      withDoubles: this.withDoubles,
    }),
  );

  constructor(event: Live<'desk'>) {
    this.#event = event;
  }

  get text(): string {
    return this.#text;
  }

  /** Another text is read anew, what is mended of this one as it was. */
  set text(text: string) {
    if (this.#text === '' || text === '') this.#readAnew();
    this.fileTrouble = undefined;
    this.#text = text;
  }

  /** Whether there is anything to show. */
  get isRead(): boolean {
    return this.#rows.length > 0;
  }

  /** Loads what reads the rows. Rejects when it cannot be had now. */
  async load(): Promise<void> {
    this.#parse ??= await loadParse();
  }

  async open(file: Blob): Promise<void> {
    const read = decode(new Uint8Array(await file.arrayBuffer()));
    this.#readAnew();
    this.#text = 'text' in read ? read.text : '';
    this.fileTrouble = 'trouble' in read ? read.trouble : undefined;
  }

  pickSeparator(separator: Separator): void {
    this.#readAnew();
    this.#separator = separator;
  }

  pickHeadings(has: boolean): void {
    this.#columns = {};
    this.#hasHeadings = has;
  }

  pickColumn(field: Field, at: number | undefined): void {
    this.#columns = { ...this.#columns, [field]: at };
  }

  #readAnew(): void {
    this.#separator = undefined;
    this.#hasHeadings = undefined;
    this.#columns = {};
    this.withDoubles = false;
  }
}

const headingsIn = (cells: readonly string[]) => Object.keys(columnsOf(cells)).length;
