/** What an order of questions looks at; every view's question has it. */
interface Ranked {
  readonly id: string;
  readonly votes: number;
  readonly approvedAt?: number | undefined;
  readonly pinnedAt?: number | undefined;
  readonly deckAt?: number | undefined;
  readonly skippedAt?: number | undefined;
}

/** Most votes first; of equals, the one approved first. Total, so lists never jump between equals. */
export function byVotes(a: Ranked, b: Ranked): number {
  return b.votes - a.votes || (a.approvedAt ?? 0) - (b.approvedAt ?? 0) || compareIds(a, b);
}

/** Approved last first. */
export function byNewest(a: Ranked, b: Ranked): number {
  return (b.approvedAt ?? 0) - (a.approvedAt ?? 0) || compareIds(a, b);
}

/**
 * What the chair gets next comes first: what is on deck in its order, the pinned
 * in the order of pinning, then by votes; what the chair passed over comes last.
 */
export function byTurn(a: Ranked, b: Ranked): number {
  return (
    compare(a.deckAt, b.deckAt) ||
    compare(a.pinnedAt, b.pinnedAt) ||
    (a.skippedAt ?? 0) - (b.skippedAt ?? 0) ||
    byVotes(a, b)
  );
}

/** What has no number comes after what has one. */
function compare(a = Infinity, b = Infinity): number {
  return a === b ? 0 : a - b;
}

function compareIds(a: Ranked, b: Ranked): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
