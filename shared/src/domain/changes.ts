import type { CueId, LinkId, ParticipantId, QuestionId } from './ids.ts';

/**
 * What a run of entries touched, as sets and flags: the union of two is again
 * what both touched. Patches are built from it and the state as it is now, so
 * their values are absolute.
 */
export interface Changes {
  info: boolean;
  settings: boolean;
  /** The programme's times, its columns, or which cues it has in which order. */
  outline: boolean;
  /** Cues that are new or look different to everyone. */
  cues: Set<CueId>;
  /** Cues that look different to the show's crew alone. */
  notes: Set<CueId>;
  running: boolean;
  /** What is live changed: screens must learn at once. */
  live: boolean;
  /** What the stage shows changed: the live question or the next. */
  stage: boolean;
  /** What the crew says to the podium. */
  message: boolean;
  /** What marks questions for moderators. */
  screening: boolean;
  labels: boolean;
  /** Questions of which more than the number of votes changed. */
  questions: Set<QuestionId>;
  /** Those that the public saw and may see no more. */
  hidden: Set<QuestionId>;
  /** Those whose votes changed, or how many could have given one. */
  votes: Set<QuestionId>;
  /** How many questions stand where. */
  counts: boolean;
  /** Those whose own questions changed, or whose votes a moderator made count elsewhere: all their sockets hear of it. */
  authors: Set<ParticipantId>;
  /** Those who changed their own votes: the socket they did it on knows already. */
  voters: Set<ParticipantId>;
  /** Links made or revoked: sessions that use them are looked at again. */
  links: Set<LinkId>;
}

export function noChanges(): Changes {
  return {
    info: false,
    settings: false,
    outline: false,
    cues: new Set(),
    notes: new Set(),
    running: false,
    live: false,
    stage: false,
    message: false,
    screening: false,
    labels: false,
    questions: new Set(),
    hidden: new Set(),
    votes: new Set(),
    counts: false,
    authors: new Set(),
    voters: new Set(),
    links: new Set(),
  };
}

/** Adds what `more` touched to `into`. O(size of `more`). */
export function addChanges(into: Changes, more: Changes): void {
  into.info ||= more.info;
  into.settings ||= more.settings;
  into.outline ||= more.outline;
  into.running ||= more.running;
  into.live ||= more.live;
  into.stage ||= more.stage;
  into.message ||= more.message;
  into.screening ||= more.screening;
  into.labels ||= more.labels;
  into.counts ||= more.counts;
  for (const id of more.cues) into.cues.add(id);
  for (const id of more.notes) into.notes.add(id);
  for (const id of more.questions) into.questions.add(id);
  for (const id of more.hidden) into.hidden.add(id);
  for (const id of more.votes) into.votes.add(id);
  for (const id of more.authors) into.authors.add(id);
  for (const id of more.voters) into.voters.add(id);
  for (const id of more.links) into.links.add(id);
}
