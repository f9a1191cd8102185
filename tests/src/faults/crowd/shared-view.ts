import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import type { View } from '@rostrum/shared/domain/view';
import { downSchemas, type PatchMessage, type Welcome } from '@rostrum/shared/protocol/down';

/** Texts remembered: the same patch reaches all of an audience within a moment. */
const REMEMBERED = 32;

/** Gives the same value for the same text, for as long as few others came between. */
function once<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (made.size >= REMEMBERED) made.delete(made.keys().next().value ?? '');
    made.set(text, value);
    return value;
  };
}

/**
 * The views of a crowd in one process. Those who are at the same place share one
 * object, and its text is parsed once: what 300 phones would do on 300 processors.
 */
export const patchOf = once((json) => downSchemas.patch.parse(JSON.parse(json)) as PatchMessage);

const viewOf = once((json) => JSON.parse(json) as View);

export function welcomeOf(json: string): Welcome & { view: View } {
  const welcome = downSchemas.welcome.parse(JSON.parse(json));
  return { ...welcome, view: viewOf(JSON.stringify(welcome.view)) as never };
}

const patched = new WeakMap<View, { patch: PatchMessage; next: View }>();

export function withPatch(view: View, patch: PatchMessage): View {
  const known = patched.get(view);
  if (known?.patch === patch) return known.next;
  const { mark: _mark, ...changes } = patch;
  const next = applyPatch(view, changes);
  patched.set(view, { patch, next });
  return next;
}

const texts = new WeakMap<View, string>();

/** The same text for equal views, in whatever order their parts came. */
export function textOf(view: View): string {
  const known = texts.get(view);
  if (known !== undefined) return known;
  const text = JSON.stringify(view, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  texts.set(view, text);
  return text;
}
