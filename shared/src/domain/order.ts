/** What an order of questions looks at; every view's question has it. */
interface Ranked {
  readonly id: string;
  readonly votes: number;
  readonly approvedAt?: number | undefined;
  readonly pinnedAt?: number | undefined;
}

/** Most votes first; of equals, the one approved first. Total, so lists never jump between equals. */
export function byVotes(a: Ranked, b: Ranked): number {
  return b.votes - a.votes || (a.approvedAt ?? 0) - (b.approvedAt ?? 0) || compareIds(a, b);
}

/** Approved last first. */
export function byNewest(a: Ranked, b: Ranked): number {
  return (b.approvedAt ?? 0) - (a.approvedAt ?? 0) || compareIds(a, b);
}

/** What the chair gets next comes first: the pinned in the order of pinning, then by votes. */
export function byTurn(a: Ranked, b: Ranked): number {
  return (a.pinnedAt ?? Infinity) === (b.pinnedAt ?? Infinity)
    ? byVotes(a, b)
    : (a.pinnedAt ?? Infinity) - (b.pinnedAt ?? Infinity);
}

function compareIds(a: Ranked, b: Ranked): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
