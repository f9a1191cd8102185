import type { Mine } from '../domain/mine.ts';
import type { Surface } from '../domain/roles.ts';
import type { QuestionState } from '../domain/state.ts';
import type { Welcome } from './down.ts';
import type { Problem } from './http.ts';

/**
 * `GET /api/events/:code/mine`: what is this browser's own at an event. A browser
 * without a session gets one by it, so that no page has to carry either.
 */
export interface OwnPart {
  /** The log's clock when this was sent. */
  readonly now: number;
  readonly mine: Mine;
}

/** The languages pages are written in. The first is for whoever asks for none of them. */
export const PAGE_LANGUAGES = ['en', 'ar'] as const;
/** Holds the one that somebody chose. */
export const LANGUAGE_COOKIE = 'rostrum_language';

/** Questions of each list that a page carries; the rest comes with its socket's welcome. */
export const PAGE_QUESTIONS = 30;

/** Which part of the questions a page has. */
export interface Part {
  /** The place of the first one of its list, counted from 1. */
  readonly from: number;
  /** How many of each state there are in all. */
  readonly counts: Readonly<Partial<Record<QuestionState, number>>>;
}

/** What a page begins with: a welcome without what is one person's own. */
export type PageWelcome = Omit<Welcome, 'mine'> & {
  /** Absent where the view is whole. */
  readonly part?: Part;
};

/**
 * What the server hands its own pages while it renders them: the answer of
 * `GET /api/events/:code/welcome`, without the way through the network.
 */
export interface PageGate {
  /** The address people open: `ROSTRUM_ORIGIN`, or else that of this request. */
  readonly origin: string;
  /** Where displays may load their logo from. */
  readonly logos: readonly string[];
  /** Who may make events: whoever opens the page, whoever has the token, or nobody. */
  readonly creation: 'open' | 'token' | 'off';
  /** @param from the place of the first question wanted, from 1. */
  welcome(code: string, surface: Surface, from?: number): Promise<PageWelcome | Problem>;
}
