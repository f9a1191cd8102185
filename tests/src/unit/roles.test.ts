import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { LinkId } from '@rostrum/shared/domain/ids';
import { LINKS_EVER_MAX, LINKS_MAX } from '@rostrum/shared/domain/limits';
import {
  type Link,
  linkSchema,
  mayOpen,
  roleSchema,
  surfaceSchema,
} from '@rostrum/shared/domain/roles';
import {
  act,
  ask,
  hash,
  idOf,
  LINK_ROLES,
  linkOf,
  MINUTE,
  newEvent,
  refusal,
  START_AT,
  type ActionInput,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { substanceOf } from '../lib/history.ts';

const { test, run } = suite('roles');

const EVERYONE = [...LINK_ROLES, 'ana'];
const open: ActionInput = { type: 'settings.qa', open: true };

const grant = (name: string, role: 'organiser' | 'moderator', expiresAt = START_AT + 60 * MINUTE) =>
  ({ type: 'roles.grant', link: { id: linkOf<string>(name), role, hash, expiresAt } }) as const;
const revoke = (name: string) => ({ type: 'roles.revoke', link: linkOf<string>(name) }) as const;

/** Who of everyone is not told `not_permitted`. */
function allowed(action: ActionInput): string[] {
  return EVERYONE.filter((who) => refusal(act(newEvent(), who, action)) !== 'not_permitted');
}

test('ROLE-1 everyone may ask and vote', () => {
  assert.equal(allowed({ type: 'question.ask', text: 'Why?', asker: { mode: 'room' } }), EVERYONE);
  assert.equal(allowed({ type: 'question.upvote', question: idOf<string>('any') }), EVERYONE);
});

test('ROLE-2 each family of actions belongs to its crew, and all to the organiser', () => {
  assert.equal(allowed({ type: 'moderation.stage', question: idOf<string>('any') }), [
    'organiser',
    'moderator',
  ]);
  assert.equal(allowed({ type: 'stage.next' }), ['organiser', 'moderator', 'chair']);
  assert.equal(allowed({ type: 'programme.start' }), ['organiser', 'caller']);
  assert.equal(allowed(open), ['organiser', 'moderator']);
  assert.equal(allowed(grant('extra', 'moderator')), ['organiser']);
});

test('ROLE-3 what is done by an expired link is refused, and changes nothing', () => {
  const state = newEvent();
  act(state, 'organiser', grant('brief', 'moderator', START_AT + MINUTE));
  assert.ok(act(state, 'brief', open, { at: START_AT + MINUTE - 1 }).ok);
  const before = substanceOf(state);
  const changes = noChanges();
  const late = { at: START_AT + MINUTE, changes };
  assert.is(
    refusal(act(state, 'brief', { type: 'settings.qa', open: false }, late)),
    'link_expired',
  );
  assert.is(substanceOf(state), before);
  assert.equal(changes, noChanges());
});

test('ROLE-3 an expired link does not even ask or vote', () => {
  const state = newEvent();
  act(state, 'organiser', grant('brief', 'moderator', START_AT + MINUTE));
  act(state, 'organiser', open, { at: START_AT + MINUTE });
  ask(state, 'brief');
  assert.is(state.questions.size, 0);
});

test('ROLE-4 a revoked link is refused from the next action on', () => {
  const state = newEvent();
  const changes = noChanges();
  assert.ok(act(state, 'organiser', revoke('moderator'), { changes }).ok);
  assert.equal([...changes.links], [linkOf('moderator')]);
  assert.is(refusal(act(state, 'moderator', open)), 'link_revoked');
  assert.is(refusal(act(state, 'organiser', revoke('moderator'))), 'wrong_state');
  assert.is(refusal(act(state, 'organiser', revoke('nobody'))), 'unknown_link');
});

test('ROLE-5 the last organiser’s link is not revoked', () => {
  const state = newEvent();
  act(state, 'organiser', grant('gone', 'organiser', START_AT + 1));
  assert.is(refusal(act(state, 'organiser', revoke('organiser'))), 'last_organiser');
  act(state, 'organiser', grant('second', 'organiser'));
  assert.ok(act(state, 'second', revoke('organiser')).ok);
  assert.is(refusal(act(state, 'second', revoke('second'))), 'last_organiser');
});

test('ROLE-6 a link is granted once, and 500 of an event work at a time', () => {
  const state = newEvent();
  assert.is(refusal(act(state, 'organiser', grant('moderator', 'organiser'))), 'wrong_state');
  assert.is(state.links.get(linkOf('moderator'))?.role, 'moderator');
  for (let index = state.links.size; index < LINKS_MAX; index += 1) {
    assert.ok(act(state, 'organiser', grant(`n${index}`, 'moderator')).ok);
  }
  assert.is(refusal(act(state, 'organiser', grant('more', 'moderator'))), 'event_full');
  act(state, 'organiser', revoke('n9'));
  assert.ok(act(state, 'organiser', grant('more', 'moderator')).ok);
  assert.is(refusal(act(state, 'organiser', grant('again', 'moderator'))), 'event_full');
});

test('ROLE-6 links that work no more are 5,000 at most with the others', () => {
  const state = newEvent();
  for (let index = state.links.size; index < LINKS_EVER_MAX; index += 1) {
    const { link } = grant(`n${index}`, 'moderator', START_AT);
    state.links.set(link.id as LinkId, link as Link);
  }
  assert.is(refusal(act(state, 'organiser', grant('more', 'moderator'))), 'event_full');
});

test('ROLE-7 a link that is not in the log gives nothing', () => {
  const state = newEvent();
  state.links.delete(linkOf('moderator'));
  assert.is(refusal(act(state, 'moderator', open)), 'not_permitted');
});

test('ROLE-8 each surface opens to its crew, phone, screen and overlay to everyone, and all to the organiser', () => {
  const opening = Object.fromEntries(
    surfaceSchema.options.map((surface) => [
      surface,
      roleSchema.options.filter((role) => mayOpen(role, surface)).join(' '),
    ]),
  );
  assert.equal(opening, {
    phone: 'attendee moderator caller chair organiser display',
    desk: 'moderator organiser',
    show: 'caller organiser',
    podium: 'moderator caller chair organiser display',
    screen: 'attendee moderator caller chair organiser display',
    overlay: 'attendee moderator caller chair organiser display',
  });
});

test('ROLE-9 the log holds the hash of a link’s secret, and no role link makes an attendee', () => {
  const link = { id: linkOf<string>('a'), role: 'chair', hash, expiresAt: START_AT };
  assert.ok(linkSchema.safeParse(link).success);
  assert.not.ok(linkSchema.safeParse({ ...link, hash: 'AbCdEfGhIjKlMnOpQrStUv' }).success);
  assert.not.ok(linkSchema.safeParse({ ...link, secret: 'AbCdEfGhIjKlMnOpQrStUv' }).success);
  assert.not.ok(linkSchema.safeParse({ ...link, role: 'attendee' }).success);
});

run();
