import { z } from 'zod';
import { MESSAGE_TEXT_MAX } from '../domain/limits.ts';
import type { Role, Surface } from '../domain/roles.ts';
import { lineSchema } from '../domain/text.ts';

/** An open page's own id, made anew each time it is opened. */
export const pageIdSchema = z.string().regex(/^[0-9a-z]{8,32}$/);
export type PageId = z.infer<typeof pageIdSchema>;

/**
 * Displays of one event that the crew is told of: more than any house has, and
 * what a list still shows. Past that only those that a link was used for.
 */
export const DISPLAYS_MAX = 100;
/** Three digits, which are read from the last row. */
export const DISPLAY_NUMBER_MAX = 999;

/** What each kind of display can show, by the surface it is opened as. */
const VIEWS = {
  screen: ['screen', 'timer', 'backstage', 'timeline'],
  overlay: ['overlay-auto', 'overlay-question', 'overlay-speaker', 'overlay-timer', 'overlay-aux'],
  podium: ['podium'],
} as const;

export const displayViewSchema = z.enum([...VIEWS.screen, ...VIEWS.overlay, ...VIEWS.podium]);
export type DisplayView = z.infer<typeof displayViewSchema>;

/**
 * What a display of this surface can be told to show: what its audience may see,
 * and nothing that would cover a picture it lies over. Empty for no display.
 */
export function viewsOf(surface: Surface): readonly DisplayView[] {
  return surface === 'screen' || surface === 'overlay' || surface === 'podium'
    ? VIEWS[surface]
    : [];
}

/** All that a display showing `view` could show instead, itself among it. */
export function viewsBeside(view: DisplayView): readonly DisplayView[] {
  return Object.values(VIEWS).find((views: readonly DisplayView[]) => views.includes(view)) ?? [];
}

/** Who tells displays what to do. */
export function maySteer(role: Role): boolean {
  return role === 'moderator' || role === 'caller' || role === 'organiser';
}

const number = z.int().min(1).max(DISPLAY_NUMBER_MAX);

const stateShape = {
  page: pageIdSchema,
  view: displayViewSchema,
  /** The crew has darkened it. */
  blanked: z.boolean(),
  /** It shows a message of the crew. */
  told: z.boolean(),
};

/** What a display says of itself, when it opens and when it has done what it was told. */
export const displayReportSchema = z.strictObject({
  ...stateShape,
  /** The number it had, and the page that it was then: it gets it again if nobody else has it. */
  before: z.strictObject({ number, page: pageIdSchema }).optional(),
});
export type DisplayReport = z.infer<typeof displayReportSchema>;

/** An open display as the crew sees it: nothing of the machine or the person. */
export const displaySchema = z.strictObject({ ...stateShape, number });
export type Display = z.infer<typeof displaySchema>;

/** What a display is told to do. */
export const steerOrderSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: displayViewSchema }),
  z.strictObject({ type: z.literal('blank'), on: z.boolean() }),
  /** Without a text the message is taken away. */
  z.strictObject({ type: z.literal('message'), text: lineSchema(MESSAGE_TEXT_MAX).optional() }),
  /** It shows its number for a while. */
  z.strictObject({ type: z.literal('identify') }),
  z.strictObject({ type: z.literal('reload') }),
]);
export type SteerOrder = z.infer<typeof steerOrderSchema>;

export const steerSchema = z.strictObject({ page: pageIdSchema, order: steerOrderSchema });
export type Steer = z.infer<typeof steerSchema>;
