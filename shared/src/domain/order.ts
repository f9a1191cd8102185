/** What an order of questions looks at; every view's question has it. */
interface Ranked {
  readonly id: string;
  /** Undefined where they are hidden. */
  readonly votes?: number | undefined;
  /** How many could have voted, in an event that looks at that. */
  readonly seen?: number | undefined;
  readonly approvedAt?: number | undefined;
  readonly pinnedAt?: number | undefined;
  readonly deckAt?: number | undefined;
  readonly skippedAt?: number | undefined;
}

/**
 * Most votes first, or most for how many could have voted; of equals, the one
 * approved first. Total, so lists never jump between equals.
 */
export function byVotes(a: Ranked, b: Ranked): number {
  return strength(b) - strength(a) || (a.approvedAt ?? 0) - (b.approvedAt ?? 0) || compareIds(a, b);
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

function strength({ votes = 0, seen }: Ranked): number {
  return seen === undefined ? votes : wilsonLow(votes, seen);
}

/** The standard normal deviate of a confidence of 95 %. */
const Z = 1.96;

/**
 * The least share of all people who would vote for a question, as sure as can be
 * had from `votes` of `seen`: the lower bound of the score interval (E. B. Wilson,
 * Probable inference, the law of succession, and statistical inference, Journal of
 * the American Statistical Association 22, 1927, 209–212). From 0 to 1; it uses
 * only what IEEE 754 rounds the same everywhere.
 */
export function wilsonLow(votes: number, seen: number): number {
  const given = Math.max(votes, 0);
  // A vote is a proof of having seen it.
  const n = Math.max(seen, given);
  if (n === 0) return 0;
  const share = given / n;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * n)) / n);
  return (share + (Z * Z) / (2 * n) - spread) / (1 + (Z * Z) / n);
}

/** What has no number comes after what has one. */
function compare(a = Infinity, b = Infinity): number {
  return a === b ? 0 : a - b;
}

function compareIds(a: Ranked, b: Ranked): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
