/** `#rrggbb` */
export type Hex = `#${string}`;

/** What text on a stage has against its ground, at least: WCAG 2.2, 1.4.6. */
export const STAGE_CONTRAST = 7;
/** Parts of the way from a colour to black or white; small enough that no step is seen. */
const STEPS = 64;

/** A colour as people write it, with or without its mark, of 3 or 6 hexadecimal digits; undefined when it is none. */
export function hexOf(text: string): Hex | undefined {
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim()) ?? [];
  if (!digits) return undefined;
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return `#${long.toLowerCase()}`;
}

/** From 1 to 21, as WCAG 2.2 defines it. */
export function contrast(a: Hex, b: Hex): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The colour itself where it can be read on `ground`, or else the nearest one on
 * its way to black or white, whichever is further from the ground, that can.
 */
export function readableOn(ground: Hex, colour: Hex, least = STAGE_CONTRAST): Hex {
  const end = contrast(ground, '#ffffff') > contrast(ground, '#000000') ? 255 : 0;
  for (let step = 0; step < STEPS; step += 1) {
    const nearer = mixed(colour, end, step / STEPS);
    if (contrast(nearer, ground) >= least) return nearer;
  }
  return end === 255 ? '#ffffff' : '#000000';
}

function mixed(colour: Hex, end: number, share: number): Hex {
  const parts = channels(colour).map((value) => Math.round(value + (end - value) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: Hex): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: Hex): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
