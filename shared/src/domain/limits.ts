/** Numbers that shape what an event may hold. Raising one is safe; lowering one refuses what older logs hold. */

/** Characters as people count them, unless the event says otherwise. About 80 words: the longest a chair can read aloud in half a minute. */
export const QUESTION_LENGTH = 500;
/** Characters: the shortest and the longest limit that an event may set. */
export const QUESTION_LENGTH_MIN = 50;
export const QUESTION_LENGTH_MAX = 1_000;
/** UTF-16 units of one character: those of a family of four with a skin colour each. */
export const UNITS_PER_CHARACTER = 20;
/** UTF-16 units of a question, whatever the event says: 500 such families, or 1,000 characters of any script. */
export const QUESTION_UNITS_MAX = 10_000;
/** UTF-16 units that a text of at most so many characters may have: what can be judged without counting them. */
export function unitsAllowed(characters: number): number {
  return Math.min(characters * UNITS_PER_CHARACTER, QUESTION_UNITS_MAX);
}
/** UTF-16 units, for a person's name, a delegation, a speaker. */
export const NAME_MAX = 80;
/** UTF-16 units, for the titles of events and cues. */
export const TITLE_MAX = 200;
/** UTF-16 units, for what the crew says to the podium: what is read at a glance. */
export const MESSAGE_TEXT_MAX = 120;
/** UTF-16 units, for what moderators and callers write to one another. */
export const NOTE_MAX = 500;
/** UTF-16 units, for an answer in writing: what one reads on a phone without scrolling far. */
export const ANSWER_MAX = 1_000;
/** UTF-16 units, for what a moderator tells an author whose question has none of the usual reasons. */
export const TOLD_MAX = 160;
/** UTF-16 units, for the name of a label: one that fits beside others on a card. */
export const LABEL_NAME_MAX = 24;
/** Labels in one event: more is no order. */
export const LABELS_MAX = 20;
/** Questions one participant may have waiting for a moderator. Keeps one person from burying the queue. */
export const PENDING_PER_PARTICIPANT_MAX = 10;
/** Questions of one participant that are open at a time: that wait, are approved or on stage. */
export const OPEN_PER_PARTICIPANT_MAX = 50;
/** Questions one participant may ask in one event, whatever becomes of them: each is looked at when they ask the next. */
export const ASKED_PER_PARTICIPANT_MAX = 200;
/** Milliseconds. The longest wait between two questions of one person. */
export const SLOW_MODE_MAX_MS = 60 * 60 * 1000;
/** Votes of one person at a time, where they are counted: more is as good as no limit. */
export const VOTES_PER_PERSON_MAX = 1_000;
/** UTF-16 units, for what phones say while the Q&A is closed: two lines of a phone. */
export const CLOSED_MESSAGE_MAX = 160;
/** The fewest reports that hide a question, where the event lets them: more than a few people's doing. */
export const REPORTS_TO_HIDE_MIN = 5;
/** And the share that they must be of those who had voted or reported anything before. */
export const REPORTS_SHARE_TO_HIDE = 0.2;
export const REPORTS_TO_HIDE_MAX = 100;
/** Words in the filter of one language: with the longest, a list fits into one message in every script. */
export const FILTER_WORDS_MAX = 100;
/** UTF-16 units. */
export const FILTER_WORD_MAX = 40;
/** Questions on deck at a time: more is no order that anybody keeps in mind. */
export const DECK_MAX = 50;
/** Questions of one event that are open at a time: what is answered, set aside or withdrawn makes room. */
export const QUESTIONS_MAX = 5_000;
/** Questions past those, for what moderators add and import: who fills an event does not shut them out. */
export const QUESTIONS_RESERVE = 1_000;
/**
 * UTF-8 bytes of all that was ever written to questions in one event, with
 * {@link WRITTEN_BESIDE} for each: a far end, which no event comes near and which keeps
 * the state of one in the memory of a small machine.
 */
export const WRITTEN_MAX = 64 * 1024 * 1024;
/** Bytes past those, for moderators. */
export const WRITTEN_RESERVE = 16 * 1024 * 1024;
/** Bytes that stand beside each text: who asked it, ids, times. */
export const WRITTEN_BESIDE = 512;
/** Participants whose acts one event remembers. */
export const PARTICIPANTS_MAX = 100_000;
/** People who speak in one cue. */
export const SPEAKERS_MAX = 12;
/** UTF-16 units, for the number a crew gives a cue. */
export const CUE_NUMBER_MAX = 12;
/** Columns that a crew adds to its run-of-show: what still fits beside the others. */
export const COLUMNS_MAX = 8;
/** UTF-16 units, for one cell of them. */
export const COLUMN_TEXT_MAX = 200;
/** Timers beside the programme. */
export const AUX_TIMERS = 3;
/** Cues in one programme. */
export const CUES_MAX = 200;
/** Role links of one event that work at a time. */
export const LINKS_MAX = 500;
/** Role links of one event, those that work no more included. */
export const LINKS_EVER_MAX = 5_000;
/** Actions in one entry of the log. */
export const BATCH_MAX = 512;
/** Milliseconds. The longest cue, and the most that can be added to one. */
export const CUE_DURATION_MAX_MS = 24 * 60 * 60 * 1000;
/**
 * Latest actions whose outcomes are known, so that a repeat is harmless; up to
 * twice as many are kept, of the crew and of everyone else each. A thousand scripts
 * flush those of everyone in seconds, whose acts do no harm when they come again;
 * those of the crew only the crew can.
 */
export const REMEMBERED_MIN = 32_768;
/** Hexadecimal digits of a mark, which stands for a log up to one of its entries: 48 bits. */
export const MARK_LENGTH = 12;
/**
 * Bytes one message may have; a longer one ends the connection unread. The
 * longest question, of units with 3 bytes each, is just under it; a programme of
 * more than about 120 cues is over it, and goes over HTTP.
 */
export const MESSAGE_MAX_BYTES = 32 * 1024;
