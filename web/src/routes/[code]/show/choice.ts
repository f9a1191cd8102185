import type { Expectation, Forecast } from '@rostrum/shared/domain/clock';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { CommonView } from '@rostrum/shared/domain/view';
import { forecastOf } from '#lib/programme.ts';
import { cueAfter } from './caller.ts';

/** What the caller may do with a cue that is not on air. */
export type Choice = 'go' | 'load' | 'skip';

/** What a choice would change, for whoever weighs it. */
export interface Effect {
  /** The end it leads to, and how much later (positive) or sooner that is than without it. */
  expectedEndAt: number;
  changeMs: number;
  /** The next hard start, and how late it would be; absent where there is none to come. */
  hard: { at: number; lateMs: number } | undefined;
}

type View = Pick<CommonView, 'programme' | 'onAir'>;

/** What would follow if the choice were taken at `now`. O(cues). */
export function effectOf(view: View, choice: Choice, cue: CueId, now: number): Effect {
  const before = forecastOf(view, now);
  const after = forecastOf(taken(view, choice, cue, now), now);
  return {
    expectedEndAt: after.expectedEndAt,
    changeMs: after.expectedEndAt - before.expectedEndAt,
    hard: nextHard(after),
  };
}

function taken({ programme, onAir }: View, choice: Choice, cue: CueId, now: number): View {
  const { next: before, ...others } = onAir;
  // What a hand takes ends following the wall clock; an edit of the programme does not.
  const { rolling: _, ...rest } = others;
  switch (choice) {
    case 'load':
      return { programme, onAir: { ...rest, next: cue } };
    case 'go': {
      const running = { cue, startedAt: now, pausedMs: 0, addedMs: 0 };
      return { programme, onAir: { ...rest, running, ...nextOf(cueAfter(programme.cues, cue)) } };
    }
    case 'skip': {
      const cues = programme.cues.map((each) => (each.id === cue ? toggled(each) : each));
      // One that was loaded stays so; else it is the one that now follows.
      const follows = cueAfter(programme.cues, onAir.running?.cue);
      const next = before === follows ? cueAfter(cues, onAir.running?.cue) : before;
      return { programme: { ...programme, cues }, onAir: { ...others, ...nextOf(next) } };
    }
  }
}

function toggled(cue: Expectation['cue']): Expectation['cue'] {
  const { skip, ...rest } = cue;
  return skip ? rest : { ...rest, skip: true };
}

function nextOf(next: CueId | undefined): { next?: CueId } {
  return next === undefined ? {} : { next };
}

function nextHard({ cues }: Forecast): Effect['hard'] {
  const hard = cues.find(({ stage, cue }) => stage === 'later' && cue.hardStartAt !== undefined);
  return hard && { at: hard.plannedAt, lateMs: hard.expectedAt - hard.plannedAt };
}
