import { idFromBytes } from '@rostrum/shared/domain/new-id';
import type { Code, QuestionId } from '@rostrum/shared/domain/ids';

/** Questions that are voted for: what a hall has open at a time. */
export const QUESTIONS = 20;

/** What every server under test holds as its question of that number, from 1. */
export function questionText(number: number): string {
  return (
    `How will the protocol reach those whom nobody counts, and who pays for the shelters ` +
    `that the smallest delegations were promised? (${number})`
  );
}

/** The id that a baseline gives its question of that number: as long as a real one, the same on every node. */
export function baselineQuestion(number: number): QuestionId {
  const bytes = new Uint8Array(24).fill(number % 32).fill(Math.floor(number / 32), 12);
  return idFromBytes(bytes) as QuestionId;
}

/** The one event of a baseline. */
export const BASELINE_CODE = 'BASE22' as Code;
