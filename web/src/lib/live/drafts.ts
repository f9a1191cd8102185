import { keptUnder, type KeptTexts } from './storage.ts';
import { Tabs } from './tabs.ts';

/**
 * What is being written in this tab, by what it is for: kept through reloads and
 * closed tabs, and never in two tabs at once.
 */
export class Drafts {
  readonly #texts: KeptTexts;
  #known: Pick<Tabs, 'id' | 'others'> | undefined;

  /** @param tabs in a browser made when first needed. */
  constructor(texts: KeptTexts, tabs?: Pick<Tabs, 'id' | 'others'>) {
    this.#texts = texts;
    this.#known = tabs;
  }

  /** Empty where nothing was begun in this tab. */
  load(what: string): string {
    return this.#texts.load().get(this.#nameOf(what)) ?? '';
  }

  /** An empty text lets go of it. */
  save(what: string, text: string): void {
    if (text === '') this.#texts.remove(this.#nameOf(what));
    else this.#texts.save(this.#nameOf(what), text);
  }

  /** What was begun for this in a tab that is closed by now; it is this tab's from then on. */
  async adopt(what: string): Promise<string> {
    const begun = [...this.#texts.load()].filter(
      ([name]) => name.startsWith(`${what} `) && name !== this.#nameOf(what),
    );
    if (begun.length === 0) return '';
    const open = await this.#tabs.others();
    const [left] = begun.filter(([name]) => !open.has(name.slice(what.length + 1)));
    // Meanwhile this tab may have begun as well: the other text waits for the next time.
    if (!left || this.load(what) !== '') return '';
    this.#texts.remove(left[0]);
    this.save(what, left[1]);
    return left[1];
  }

  get #tabs(): Pick<Tabs, 'id' | 'others'> {
    return (this.#known ??= new Tabs());
  }

  #nameOf(what: string): string {
    return `${what} ${this.#tabs.id}`;
  }
}

export function draftsAt(code: string): Drafts {
  return new Drafts(keptUnder(`rostrum ${code} draft `));
}
