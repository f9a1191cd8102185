import type { LabelColour } from '@rostrum/shared/domain/labels';

/** Degrees on the colour wheel. */
const HUES: readonly (readonly [LabelColour, number])[] = [
  ['red', 0],
  ['amber', 40],
  ['green', 120],
  ['teal', 175],
  ['blue', 220],
  ['violet', 275],
  ['pink', 325],
  ['red', 360],
];
/** Saturation below which a colour is grey to the eye. */
const GREY = 0.15;

/** The label's colour that is nearest to `#rrggbb` or `#rgb`; undefined for anything else. */
export function nearestColour(written: string): LabelColour | undefined {
  const hex = /^#(?:([\da-f]{6})(?:[\da-f]{2})?|([\da-f]{3}))$/i.exec(written.trim());
  if (!hex) return undefined;
  const digits = hex[1] ?? Array.from(hex[2] ?? '', (digit) => digit + digit).join('');
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255);
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const range = most - least;
  if (most === 0 || range / most < GREY) return 'grey';
  const turn =
    most === r ? (g - b) / range : most === g ? 2 + (b - r) / range : 4 + (r - g) / range;
  const hue = (turn * 60 + 360) % 360;
  return HUES.toSorted((x, y) => Math.abs(x[1] - hue) - Math.abs(y[1] - hue))[0]?.[0];
}
