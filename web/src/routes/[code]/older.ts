import { PAGE_QUESTIONS, type Part } from '@rostrum/shared/protocol/page';

/** The place of the first question that an address asks for, from 1. What it says that is no place is as though it did not. */
export function firstShown({ searchParams }: Pick<URL, 'searchParams'>): number {
  const text = searchParams.get('from') ?? '';
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}

/** Which of the questions that are to be answered a page has, by their places, and where those before and after them begin. */
export function placesOf({ from, counts }: Part): {
  from: number;
  to: number;
  all: number;
  before: number | undefined;
  after: number | undefined;
} {
  const all = counts.approved ?? 0;
  const next = from + PAGE_QUESTIONS;
  return {
    from,
    to: Math.min(next - 1, all),
    all,
    before: from > 1 ? Math.max(1, from - PAGE_QUESTIONS) : undefined,
    after: next <= all ? next : undefined,
  };
}
