import fc from 'fast-check';
import { actionSchema, type Action, type ActionType } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { fromSchema, type Taste } from '../../lib/from-schema.ts';
import { jsonSchemaOf } from '../../lib/json-schema.ts';
import type { Chance } from '../../lib/chance.ts';

/** What of the event actions may name, as it is at the moment. */
export interface Things {
  /** The latest last. */
  questions: readonly QuestionId[];
  /** Those that take votes. */
  open: readonly QuestionId[];
  cues: readonly string[];
  /** Role links that nobody of the crowd holds. */
  links: readonly string[];
}

/** A hall votes and asks far more than it does all else; an action that is not listed has weight 1. */
const WEIGHTS: Partial<Record<ActionType, number>> = {
  'question.upvote': 40,
  'question.takeBack': 6,
  'question.ask': 12,
  'moderation.approve': 12,
};
/** Questions that people look at: the latest. Among more, hardly anyone would meet. */
const LOOKED_AT = 40;
/** Tries at an action that fits what its schema cannot say, such as ids that must differ. */
const TRIES = 1_000;

const LABELS = ['labela', 'labelb', 'labelc'].map(freshId);

const TEXTS = ['Who pays for this?', 'من يدفع؟', '谁来付钱？', 'Когда начнём?', 'Qui paie ? 🙋'];

/** Actions of every type there is, made from their schemas: one that is added later joins by itself. */
export class Mix {
  readonly #chance: Chance;
  readonly #things: () => Things;
  readonly #types: readonly { type: ActionType; weight: number; actions: fc.Arbitrary<unknown> }[];
  readonly #sum: number;

  constructor(chance: Chance, things: () => Things) {
    this.#chance = chance;
    this.#things = things;
    const taste: Taste = {
      id: (field) => fc.nat().map((n) => this.#idFor(field, n)),
      text: fc.constantFrom(...TEXTS),
      time: fc.nat({ max: 3_600_000 }).map((ms) => Date.now() + ms),
    };
    this.#types = (jsonSchemaOf(actionSchema).oneOf ?? []).map((option) => {
      const type = option.properties?.['type']?.const as ActionType;
      return { type, weight: WEIGHTS[type] ?? 1, actions: fromSchema(option, taste) };
    });
    this.#sum = this.#types.reduce((sum, { weight }) => sum + weight, 0);
  }

  next(): Action {
    let at = this.#chance.next() * this.#sum;
    const drawn = this.#types.find(({ weight }) => (at -= weight) < 0);
    if (!drawn) throw new Error('there are no actions');
    return this.of(drawn.type);
  }

  of(type: ActionType): Action {
    const { actions } = this.#types.find((each) => each.type === type) ?? {};
    if (!actions) throw new Error(`there is no action ${type}`);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const seed = this.#chance.below(2 ** 31);
      const parsed = actionSchema.safeParse(fc.sample(actions, { seed, numRuns: 1 })[0]);
      if (parsed.success) return parsed.data;
    }
    throw new Error(`no ${type} was made in ${TRIES} tries`);
  }

  #idFor(field: string, n: number): string {
    const { questions, open, cues, links } = this.#things();
    const own: Record<string, readonly string[]> = {
      question: (n % 4 === 0 ? questions : open).slice(-LOOKED_AT),
      cue: cues,
      from: cues,
      // Of a programme: some of its cues stay, some are new.
      cues: [...cues, ...Array.from({ length: 4 }, (_, index) => freshId(`cue${n}x${index}`))],
      link: [...links, freshId(`link${n}`)],
      label: LABELS,
    };
    const known = own[field] ?? [...questions, ...cues, ...links];
    return known[n % known.length] ?? freshId(`none${n}`);
  }
}

function freshId(name: string): string {
  return name.padEnd(24, 'x').slice(0, 24);
}
