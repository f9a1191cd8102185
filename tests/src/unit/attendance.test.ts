import * as assert from 'uvu/assert';
import type { EventId } from '@rostrum/shared/domain/ids';
import type { Mode } from '@rostrum/shared/domain/mode';
import { DISPLAYS_MAX, type DisplayReport } from '@rostrum/shared/protocol/displays';
import { Attendance, FORGOTTEN_MS, type Page } from '@rostrum/server/live/attendance';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('attendance');

const EVENT = idOf<EventId>('event');
const OTHER = idOf<EventId>('other');

function pageOf(who: string, mode?: Mode): Page {
  return { event: EVENT, participant: idOf(who), surface: 'phone', ...(mode ? { mode } : {}) };
}

function here(node: string, people: number, room: number) {
  const events = { [EVENT]: { people, room, remote: people - room } };
  return { type: 'here', node, events } as const;
}

test('LIVE-1 each person with an open phone page counts once, where they said they are', () => {
  const attendance = new Attendance();
  const ana = pageOf('ana', 'room');
  for (const page of [ana, pageOf('ana'), pageOf('ben', 'remote'), pageOf('eve')]) {
    attendance.enter(page);
  }
  attendance.enter({ ...pageOf('moderator'), surface: 'desk' });
  assert.equal(attendance.count(EVENT), { people: 3, room: 1, remote: 1 });
  assert.equal(attendance.count(OTHER), { people: 0, room: 0, remote: 0 });
  ana.mode = 'remote';
  assert.equal(attendance.count(EVENT), { people: 3, room: 0, remote: 2 });
  attendance.leave(ana);
  assert.equal(attendance.count(EVENT), { people: 3, room: 0, remote: 1 });
});

test('LIVE-2 what other nodes told is added, the latest of each', () => {
  const attendance = new Attendance();
  attendance.enter(pageOf('ana', 'room'));
  attendance.hear(here('b', 10, 4), 0);
  attendance.hear(here('c', 5, 5), 0);
  attendance.hear(here('b', 12, 4), 1_000);
  assert.equal(attendance.count(EVENT), { people: 18, room: 10, remote: 8 });
});

test('LIVE-2 a node that says it goes, or is silent for long, counts no more', () => {
  const attendance = new Attendance();
  attendance.hear(here('b', 10, 10), 0);
  attendance.hear(here('c', 5, 5), FORGOTTEN_MS);
  attendance.forget(FORGOTTEN_MS);
  assert.is(attendance.count(EVENT).people, 15);
  attendance.forget(FORGOTTEN_MS + 1);
  assert.is(attendance.count(EVENT).people, 5);
  attendance.hear({ type: 'gone', node: 'c' }, FORGOTTEN_MS + 1);
  assert.is(attendance.count(EVENT).people, 0);
});

function screenOf(page: string): [Page, DisplayReport] {
  const report = { page, view: 'screen', blanked: false, told: false } as const;
  return [{ ...pageOf(page), surface: 'screen' }, report];
}

test('STEER-2 a display keeps its number from node to node, whatever the one it left last told', () => {
  const attendance = new Attendance();
  const [page, report] = screenOf('pagenew');
  const old = { ...report, page: 'pageold', number: 4 };
  const told = { people: 0, room: 0, remote: 0, displays: [old] };
  attendance.hear({ type: 'here', node: 'b', events: { [EVENT]: told } }, 0);
  attendance.enter(page);
  const before = { number: 4, page: 'pageold' };
  assert.is(attendance.display(page, { ...report, before })?.number, 4);
  const [other, itsReport] = screenOf('pageother');
  attendance.enter(other);
  assert.is(
    attendance.display(other, { ...itsReport, before: { ...before, page: 'x' } })?.number,
    1,
  );
});

test('STEER-5 the crew is told of so many displays and no more, and a page counts once', () => {
  const attendance = new Attendance();
  for (let index = 0; index < DISPLAYS_MAX; index += 1) {
    const [page, report] = screenOf(`page${index}`);
    attendance.enter(page);
    assert.is(attendance.display(page, report)?.number, index + 1);
  }
  const [page, report] = screenOf('pagetoomany');
  attendance.enter(page);
  assert.is(attendance.display(page, report), undefined);
  const [first] = screenOf('page0');
  attendance.enter(first);
  assert.is(attendance.display(first, { ...report, page: 'page0' })?.number, 1);
  assert.is(attendance.count(EVENT).displays?.length, DISPLAYS_MAX);
});

/** A list that a crowd has filled: its pages in the order they came. */
function crowded(): [Attendance, Page[]] {
  const attendance = new Attendance();
  const pages = Array.from({ length: DISPLAYS_MAX }, (_, index) => {
    const [page, report] = screenOf(`crowd${index}`);
    attendance.enter(page);
    attendance.display(page, report);
    return page;
  });
  return [attendance, pages];
}

test('STEER-9 a display with a link of the event takes the place of the one that came last', () => {
  const [attendance, crowd] = crowded();
  const [page, report] = screenOf('hall');
  attendance.enter({ ...page, known: true });
  assert.is(attendance.display({ ...page, known: true }, report)?.number, DISPLAYS_MAX);
  assert.is(crowd.at(-1)?.display, undefined);
  assert.is(crowd[0]?.display?.number, 1);
  assert.is(attendance.count(EVENT).displays?.length, DISPLAYS_MAX);
  assert.not(attendance.hasDisplay(EVENT, `crowd${DISPLAYS_MAX - 1}`));
});

test('STEER-9 one that had a number comes before those that had none, and not before one that is kept', () => {
  const [attendance, crowd] = crowded();
  attendance.keep(EVENT, `crowd${DISPLAYS_MAX - 1}`);
  const [page, report] = screenOf('back');
  const back = { ...report, before: { number: 7, page: 'crowdold' } };
  assert.is(attendance.display(page, back)?.number, DISPLAYS_MAX - 1);
  assert.is(crowd.at(-1)?.display?.number, DISPLAYS_MAX);
  assert.is(crowd.at(-2)?.display, undefined);
});

test('STEER-9 where all are kept, one with a link is still told of, and no stranger', () => {
  const [attendance, crowd] = crowded();
  for (const { display } of crowd) attendance.keep(EVENT, display?.page ?? '');
  const [stranger, itsReport] = screenOf('stranger');
  assert.is(attendance.display(stranger, itsReport), undefined);
  const [page, report] = screenOf('hall');
  assert.is(attendance.display({ ...page, known: true }, report)?.number, DISPLAYS_MAX + 1);
});

run();
