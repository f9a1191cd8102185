import {
  isKnownEntryVersion,
  type Action,
  type Entry,
  type Family,
  type LoggedAction,
  type OwnAction,
} from './actions.ts';
import { reduceArchiveAll } from './archive.ts';
import { reduceByHand } from './by-hand.ts';
import type { Changes } from './changes.ts';
import { reduceCorrect } from './correct-clock.ts';
import { reduceCreate } from './event.ts';
import type { ActionId } from './ids.ts';
import { incidentTrouble, reduceIncident } from './incident.ts';
import { reduceLabels } from './labels.ts';
import { REMEMBERED_MIN } from './limits.ts';
import { reduceMessage } from './message.ts';
import { reduceModeration } from './moderation.ts';
import { reduceProgramme } from './reduce-programme.ts';
import { reduceQuestions } from './questions.ts';
import { ACCEPTED, refused, type Outcome, type Reason } from './reasons.ts';
import { linkTrouble, reduceRoles, type Role } from './roles.ts';
import { reduceRehearsal } from './rehearsal.ts';
import { reduceReport } from './report.ts';
import { reduceScreening } from './screening.ts';
import { reduceSettings } from './settings.ts';
import { reduceStage } from './stage.ts';
import type { State } from './state.ts';
import type { Actor, Turn } from './turn.ts';
import { isOfVersion1 } from './version-1.ts';

/** Who may do what. Anyone may ask and vote; the organiser may do everything. */
const FAMILY_ROLES: Record<Family, readonly Role[]> = {
  question: ['attendee', 'moderator', 'caller', 'chair', 'organiser', 'display'],
  moderation: ['moderator', 'organiser'],
  stage: ['chair', 'moderator', 'organiser'],
  programme: ['caller', 'organiser'],
  settings: ['moderator', 'organiser'],
  roles: ['organiser'],
  rehearsal: ['organiser'],
};

/**
 * Folds one entry into the state, in place, and returns the outcome of each of
 * its actions. Adds what they touched to `changes`. O(1) an action, but for
 * `programme.*`, which is O(cues).
 *
 * @throws when the entry is not the next one or is of a version this code does
 * not know: a fault of the log or of the deployment, not of a client.
 */
export function fold(state: State, entry: Entry, changes: Changes): Outcome[] {
  if (entry.seq !== state.seq + 1) {
    throw new Error(`entry ${entry.seq} does not follow ${state.seq}`);
  }
  if (!isKnownEntryVersion(entry.v))
    throw new Error(`entry ${entry.seq} has version ${String(entry.v)}`);
  state.seq = entry.seq;
  state.at = entry.at - state.aheadMs;
  return entry.actions.map((logged) => judgeOnce(state, logged, entry.v, changes));
}

/** The outcome of an action this state remembers having judged. */
export function rememberedOutcome(state: State, id: ActionId): Outcome | undefined {
  return state.remembered.get(id) ?? state.rememberedCrew.get(id);
}

/** The role this actor has at time `at`, or why their link gives none. */
export function roleOf(state: State, by: Actor, at: number): { role: Role } | { reason: Reason } {
  if (by.link === undefined) return { role: 'attendee' };
  const link = state.links.get(by.link);
  const reason = linkTrouble(link, at);
  return reason || !link ? { reason: reason ?? 'not_permitted' } : { role: link.role };
}

/** Why this actor may not take an action of this type, or undefined when they may. */
export function permissionTrouble(
  state: State,
  type: Action['type'],
  by: Actor,
  at: number,
): Reason | undefined {
  const found = roleOf(state, by, at);
  if ('reason' in found) return found.reason;
  return FAMILY_ROLES[familyOf(type)].includes(found.role) ? undefined : 'not_permitted';
}

function judgeOnce(state: State, logged: LoggedAction, v: number, changes: Changes): Outcome {
  const { remembered, rememberedCrew } = state;
  const isByPeople = 'by' in logged && logged.by.link === undefined;
  // Entries of version 1 left those of the crew among all others.
  const isCrew = !isByPeople && !isOfVersion1({ v });
  const memory = isCrew ? rememberedCrew : remembered;
  const other = isCrew ? remembered : rememberedCrew;
  if (memory.size >= REMEMBERED_MIN * 2) memory.dropFirst(REMEMBERED_MIN);
  const compute = () => {
    const reason = judge(state, logged, v, changes);
    return reason ? refused(reason) : ACCEPTED;
  };
  return memory.getOrInsertComputed(logged.id, compute, other);
}

function judge(
  state: State,
  logged: LoggedAction,
  v: number,
  changes: Changes,
): Reason | undefined {
  if (!('by' in logged)) return reduceOwn(state, logged.action, { v, changes });
  const { at } = state;
  const trouble = permissionTrouble(state, logged.action.type, logged.by, at);
  if (trouble) return trouble;
  const turn = { v, id: logged.id, by: logged.by, at, changes };
  return incidentTrouble(state, logged.action.type, turn) ?? reduce(state, logged.action, turn);
}

function reduceOwn(
  state: State,
  action: OwnAction,
  { v, changes }: Pick<Turn, 'v' | 'changes'>,
): Reason | undefined {
  switch (action.type) {
    case 'event.create':
      return reduceCreate(state, action, { v, changes });
    case 'programme.due':
      return reduceProgramme(state, action, { at: state.at, changes });
    case 'clock.correct':
      return reduceCorrect(state, action, changes);
  }
}

function reduce(state: State, action: Action, turn: Turn): Reason | undefined {
  switch (action.type) {
    case 'question.ask':
    case 'question.edit':
    case 'question.withdraw':
    case 'question.upvote':
    case 'question.downvote':
    case 'question.takeBack':
      return reduceQuestions(state, action, turn);
    case 'question.report':
    case 'question.unreport':
      return reduceReport(state, action, turn);
    case 'moderation.approve':
    case 'moderation.edit':
    case 'moderation.dismiss':
    case 'moderation.restore':
    case 'moderation.stage':
    case 'moderation.answered':
    case 'moderation.pin':
    case 'moderation.unpin':
    case 'moderation.deck':
    case 'moderation.offDeck':
    case 'moderation.merge':
    case 'moderation.unmerge':
    case 'moderation.keep':
    case 'moderation.block':
    case 'moderation.unblock':
    case 'moderation.archive':
    case 'moderation.answer':
    case 'moderation.note':
    case 'moderation.label':
    case 'moderation.assign':
      return reduceModeration(state, action, turn);
    case 'moderation.archiveAll':
    case 'moderation.unarchiveAll':
      return reduceArchiveAll(state, action, turn);
    case 'moderation.add':
    case 'moderation.remove':
      return reduceByHand(state, action, turn);
    case 'moderation.message':
    case 'moderation.clearMessage':
    case 'stage.seen':
      return reduceMessage(state, action, turn);
    case 'stage.next':
    case 'stage.skip':
    case 'stage.back':
    case 'stage.blank':
      return reduceStage(state, action, turn);
    case 'programme.set':
    case 'programme.start':
    case 'programme.pause':
    case 'programme.resume':
    case 'programme.next':
    case 'programme.previous':
    case 'programme.adjust':
    case 'programme.insert':
    case 'programme.edit':
    case 'programme.remove':
    case 'programme.move':
    case 'programme.plan':
    case 'programme.column':
    case 'programme.removeColumn':
    case 'programme.load':
    case 'programme.go':
    case 'programme.stop':
    case 'programme.speak':
    case 'programme.roll':
    case 'programme.auxSet':
    case 'programme.auxStart':
    case 'programme.auxStop':
    case 'programme.auxClear':
      return reduceProgramme(state, action, turn);
    case 'settings.qa':
    case 'settings.premoderation':
    case 'settings.set':
    case 'settings.closedMessage':
      return reduceSettings(state, action, turn);
    case 'settings.incident':
      return reduceIncident(state, action, turn);
    case 'settings.label':
    case 'settings.removeLabel':
      return reduceLabels(state, action, turn);
    case 'settings.screen':
    case 'settings.words':
      return reduceScreening(state, action, turn);
    case 'rehearsal.start':
    case 'rehearsal.wipe':
      return reduceRehearsal(state, action, turn);
    case 'roles.grant':
    case 'roles.revoke':
      return reduceRoles(state, action, turn);
  }
}

/** Each family by its name; TypeScript cannot narrow on the part before the dot. */
function familyOf(type: Action['type']): Family {
  return type.slice(0, type.indexOf('.')) as Family;
}
