import { z } from 'zod';
import { linkIdSchema, type LinkId } from './ids.ts';
import { LINKS_EVER_MAX, LINKS_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1 } from './version-1.ts';

export const roleSchema = z.enum([
  'attendee',
  'moderator',
  'caller',
  'chair',
  'organiser',
  'display',
]);
export type Role = z.infer<typeof roleSchema>;

export const surfaceSchema = z.enum(['phone', 'desk', 'show', 'podium', 'screen', 'overlay']);
export type Surface = z.infer<typeof surfaceSchema>;

/** Who may open which surface. The organiser may open them all. */
const SURFACE_ROLES: Record<Surface, readonly Role[]> = {
  phone: roleSchema.options,
  desk: ['moderator', 'organiser'],
  show: ['caller', 'organiser'],
  podium: ['chair', 'display', 'moderator', 'caller', 'organiser'],
  screen: roleSchema.options,
  overlay: roleSchema.options,
};

/** Whether a surface shows no more than a phone, so that whoever has the code may open it. */
export function isForEveryone(surface: Surface): boolean {
  return SURFACE_ROLES[surface].includes('attendee');
}

export function mayOpen(role: Role, surface: Surface): boolean {
  return SURFACE_ROLES[surface].includes(role);
}

/** A role link as the log keeps it: the secret itself is never stored, only its SHA-256. */
export const linkSchema = z.strictObject({
  id: linkIdSchema,
  role: roleSchema.exclude(['attendee']),
  /** SHA-256 of the secret, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: z.int().positive(),
});
export type Link = z.infer<typeof linkSchema> & { revokedAt?: number };

export const rolesActionSchemas = [
  z.strictObject({ type: z.literal('roles.grant'), link: linkSchema }),
  z.strictObject({ type: z.literal('roles.revoke'), link: linkIdSchema }),
] as const;

type RolesAction = z.infer<(typeof rolesActionSchemas)[number]>;

/** Why this link gives no role at time `at`, or undefined when it does. */
export function linkTrouble(link: Link | undefined, at: number): Reason | undefined {
  if (!link) return 'not_permitted';
  if (link.revokedAt !== undefined) return 'link_revoked';
  if (link.expiresAt <= at) return 'link_expired';
  return undefined;
}

export function reduceRoles(state: State, action: RolesAction, turn: Turn): Reason | undefined {
  switch (action.type) {
    case 'roles.grant': {
      if (state.links.has(action.link.id)) return 'wrong_state';
      if (isFull(state, turn)) return 'event_full';
      state.links.set(action.link.id, { ...action.link });
      turn.changes.links.add(action.link.id);
      return undefined;
    }
    case 'roles.revoke': {
      const link = state.links.get(action.link);
      if (!link) return 'unknown_link';
      if (link.revokedAt !== undefined) return 'wrong_state';
      if (link.role === 'organiser' && !hasOtherOrganiser(state, link.id, turn.at)) {
        return 'last_organiser';
      }
      link.revokedAt = turn.at;
      turn.changes.links.add(link.id);
      return undefined;
    }
  }
}

/** Links that are revoked or expired make room; in entries of version 1 they do not. O(links). */
function isFull({ links }: State, turn: Turn): boolean {
  if (isOfVersion1(turn)) return links.size >= LINKS_MAX;
  if (links.size >= LINKS_EVER_MAX) return true;
  return [...links.values()].filter((link) => !linkTrouble(link, turn.at)).length >= LINKS_MAX;
}

function hasOtherOrganiser(state: State, except: LinkId, at: number): boolean {
  for (const link of state.links.values()) {
    if (link.id !== except && link.role === 'organiser' && !linkTrouble(link, at)) return true;
  }
  return false;
}
