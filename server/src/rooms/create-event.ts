import { randomInt } from 'node:crypto';
import {
  CODE_LENGTH,
  CODE_SYMBOLS,
  type Code,
  type EventId,
  type LinkId,
} from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Link, Role, Surface } from '@rostrum/shared/domain/roles';
import type { CreatedEvent, CreateEvent, RoleLink } from '@rostrum/shared/protocol/http';
import { hashSecret, newId, newSecret } from '../identity/secrets.ts';
import { LogError, type Log } from '../log/log.ts';
import type { Rooms } from './rooms.ts';

/** Milliseconds a role link works after the planned end of the event, or after its making where that is later. */
const LINK_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
/** Tries at a free code. With a million codes taken, one in a thousand is: five in a row are never met. */
const CODE_TRIES = 5;

const CREW: readonly { role: Exclude<Role, 'attendee'>; surface: Surface }[] = [
  { role: 'organiser', surface: 'desk' },
  { role: 'moderator', surface: 'desk' },
  { role: 'caller', surface: 'show' },
  { role: 'chair', surface: 'podium' },
];

/**
 * Makes an event and one link for each role of its crew. The secrets are in the
 * answer and nowhere else.
 *
 * @throws LogError when the log cannot take it; nothing half made is reachable.
 */
export async function createEvent(
  log: Log,
  rooms: Rooms,
  wanted: CreateEvent,
): Promise<CreatedEvent & { event: EventId }> {
  for (let tries = 0; tries < CODE_TRIES; tries += 1) {
    const made = await makeEvent(log, rooms, wanted);
    // Last: a code whose event has no entries then always is one that has lost them.
    if (await log.claimCode(made.code, made.event)) return made;
  }
  throw new LogError('unavailable', 'no free code was found');
}

/** An event that nobody can find before its code is taken. */
async function makeEvent(
  log: Log,
  rooms: Rooms,
  { title, timeZone, programme }: CreateEvent,
): Promise<CreatedEvent & { event: EventId }> {
  const event = newId<EventId>();
  const code = randomCode();
  const made = CREW.map((place) =>
    makeLink(code, place, Math.max(log.now(), plannedEnd(programme)) + LINK_LIFE_MS),
  );
  const outcome = await rooms.with(event, (room) =>
    room.create({
      id: newId(),
      action: {
        type: 'event.create',
        info: { title, code, timeZone },
        programme,
        links: made.map(({ link }) => link),
      },
    }),
  );
  if (!outcome.ok)
    throw new LogError('unavailable', `the event was not created: ${outcome.reason}`);
  return { event, code, links: made.map(({ told }) => told) };
}

function plannedEnd({ startAt, cues, hardEndAt = 0 }: Programme): number {
  const lengthMs = cues.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return Math.max(hardEndAt, startAt + lengthMs);
}

function randomCode(): Code {
  return Array.from(
    { length: CODE_LENGTH },
    () => CODE_SYMBOLS[randomInt(CODE_SYMBOLS.length)],
  ).join('') as Code;
}

function makeLink(
  code: Code,
  { role, surface }: (typeof CREW)[number],
  expiresAt: number,
): { link: Link; told: RoleLink } {
  const secret = newSecret();
  return {
    link: { id: newId<LinkId>(), role, hash: hashSecret(secret), expiresAt },
    told: { role, surface, path: `/${code}/${surface}#${secret}` },
  };
}
