import type { Action } from '@rostrum/shared/domain/actions';
import type { Role } from '@rostrum/shared/domain/roles';
import type { View } from '@rostrum/shared/domain/view';
import { isModified, keyName } from '../keys.ts';

/** What a chair does from the podium. */
export type ChairAct = 'next' | 'skip' | 'back' | 'blank';

/** Keys by the names of `KeyboardEvent`; presenter remotes send the first ones of each. */
const KEYS: Record<string, ChairAct> = {
  PageDown: 'next',
  PageUp: 'back',
  b: 'blank',
  '.': 'blank',
  ' ': 'next',
  Enter: 'next',
  ArrowRight: 'next',
  ArrowLeft: 'back',
  s: 'skip',
};

/** Whether this role moves the stage; the server judges again. */
export function mayChair(role: Role): boolean {
  return role === 'chair' || role === 'moderator' || role === 'organiser';
}

/** The act a key press asks for; undefined for a key that is not the chair's. */
export function actOfKey(press: KeyboardEvent): ChairAct | undefined {
  if (press.defaultPrevented || press.repeat || isModified(press)) return undefined;
  const onButton = press.target instanceof HTMLButtonElement;
  const name = keyName(press);
  return onButton && (name === ' ' || name === 'Enter') ? undefined : KEYS[name];
}

/** What to ask of the server; undefined when there is nothing the act could do. */
export function chairAction(
  act: ChairAct,
  { stage: { live, next }, settings }: Pick<View<'podium'>, 'stage' | 'settings'>,
): Action | undefined {
  const at = live ? { from: live.id } : {};
  switch (act) {
    case 'next':
      return live || next.length > 0 ? { type: 'stage.next', ...at } : undefined;
    case 'skip':
      return live && { type: 'stage.skip', from: live.id };
    case 'back':
      return { type: 'stage.back', ...at };
    case 'blank':
      return { type: 'stage.blank', on: !settings.blank };
  }
}
