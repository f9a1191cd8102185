import { hexOf, readableOn, type Hex } from './contrast.ts';

type Theme = 'dark' | 'light';

/** `--paper` of a stage in either theme: what text is read on. */
export const STAGE_PAPERS: Record<Theme, Hex> = { dark: '#0a0d12', light: '#ffffff' };

/** Per cent of each side that may be left free: what projectors and televisions cut off is less. */
const MARGIN_MAX = 20;
/** Longer than any logo's address is. */
const ADDRESS_MAX = 2_000;

/** What an overlay's band is about. */
const OVERLAY_SHOWS = ['auto', 'question', 'speaker', 'timer', 'aux'] as const;
export type OverlayShow = (typeof OVERLAY_SHOWS)[number];

/** What is read of an address, of a page's own one too. */
interface Address {
  searchParams: Pick<URLSearchParams, 'get'>;
}

/** A page of its own within an event, desk and show aside: those have people before them, who choose. */
const DISPLAY_PATH = /^\/[^/]+\/(?!(desk|show)(\/|$))[^/]/;

/** How a display looks, as its address says. What an address says that means nothing is as though it did not. */
export interface Look {
  readonly theme: Theme;
  /** The event's colour, made readable on the theme's paper; undefined for the usual one. */
  readonly accent: Hex | undefined;
  /** The address of a picture. */
  readonly logo: string | undefined;
  /** Per cent of each side that is left free; undefined for what the display does by itself. */
  readonly margin: number | undefined;
  /** Turned around, for the glass of a teleprompter. */
  readonly mirror: boolean;
}

/** Reads `theme`, `accent`, `logo`, `margin` and `mirror` from a display's address. */
export function lookOf(address: Address): Look {
  const { searchParams: params } = address;
  const theme = params.get('theme') === 'light' ? 'light' : 'dark';
  const accent = hexOf(params.get('accent') ?? '');
  return {
    theme,
    accent: accent && readableOn(STAGE_PAPERS[theme], accent),
    logo: logoOf(address),
    margin: marginOf(params.get('margin')),
    mirror: isOn(params.get('mirror')),
  };
}

/** Reads `logo`: a picture's address over HTTPS, and one that holds no password. */
function logoOf({ searchParams }: Address): string | undefined {
  const text = searchParams.get('logo') ?? '';
  const url = text.length <= ADDRESS_MAX ? URL.parse(text) : null;
  const isPlain = url?.protocol === 'https:' && !url.username && !url.password;
  return isPlain ? url.href : undefined;
}

/** Whether this is the page of a display, which nobody sits at. */
export function isDisplay({ pathname }: Pick<URL, 'pathname'>): boolean {
  return DISPLAY_PATH.test(pathname);
}

/** Whether this display lies over a picture, where what is not its band is nothing. */
export function liesOverPicture({ pathname }: Pick<URL, 'pathname'>): boolean {
  return pathname.endsWith('/overlay');
}

/** Reads `lang`: a language that a display asks for, known or not; undefined on other pages. */
export function languageAsked({ pathname, searchParams }: URL): string | undefined {
  return DISPLAY_PATH.test(pathname) ? (searchParams.get('lang') ?? undefined) : undefined;
}

/** Reads `show`, of an overlay. */
export function overlayShowOf({ searchParams }: Address): OverlayShow {
  const asked = searchParams.get('show');
  return OVERLAY_SHOWS.find((show) => show === asked) ?? 'auto';
}

function marginOf(text: string | null): number | undefined {
  if (text === null || !/^\d{1,2}(\.\d+)?$/.test(text)) return undefined;
  return Math.min(MARGIN_MAX, Number(text));
}

/** `?mirror`, `?mirror=1` and the like. */
function isOn(text: string | null): boolean {
  return text !== null && !['0', 'false', 'no', 'off'].includes(text);
}
