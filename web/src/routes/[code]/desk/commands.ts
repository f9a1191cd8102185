import { directionOf } from '#lib/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, locales } from '#lib/paraglide/runtime.js';
import { ACTS, ALL_ACTS, type Act, type Name } from './acts.ts';
import { folded, fuzzyScore } from './fuzzy.ts';

/** What the desk's switches and their keys turn. */
export type Setting = 'qa' | 'premoderation' | 'blank' | 'incident';

/** What commands are carried out by: the desk as it is on this page. */
export interface Hands {
  /** Whether the act can be done to the question in hand. */
  can: (act: Act) => boolean;
  act: (act: Act) => void;
  undo: () => void;
  toggle: (setting: Setting) => void;
  move: (by: 1 | -1) => void;
  moveLane: (by: 1 | -1) => void;
  reorder: (by: 1 | -1) => void;
  choose: () => void;
  extend: (by: 1 | -1) => void;
  chooseAll: () => void;
  search: () => void;
  seekAll: () => void;
  sort: () => void;
  answered: () => void;
  offStage: () => void;
  archiveAll: () => void;
  stageNext: () => void;
  message: () => void;
  putAway: () => void;
  settings: () => void;
  add: () => void;
  importFile: () => void;
  palette: () => void;
  displays: () => void;
  help: () => void;
}

/** Under which heading the list of keys has a command, in the order of the headings. */
export const GROUPS = ['card', 'stage', 'move', 'choose', 'find', 'event'] as const;
export type Group = (typeof GROUPS)[number];

/** Something the desk can do: its keys, its name and what it does, declared here and nowhere else. */
export interface Command {
  readonly group: Group;
  /** As they are printed on a keyboard, modifiers before: `A`, `↓`, `Alt ↑`, `Ctrl Z`. */
  readonly keys: readonly [string, ...string[]];
  readonly name: Name;
  readonly run: (hands: Hands) => void;
  /** Whether it would do anything now; absent for what always may be tried. */
  readonly can?: (hands: Hands) => boolean;
  /** A key held down repeats it: moving harms nothing. */
  readonly repeats?: true;
}

/**
 * All the desk can do. The keyboard, the list of keys and the palette follow from
 * it: a new act on a question goes into `acts.ts`, anything else here.
 */
export const COMMANDS: readonly Command[] = [
  ...ALL_ACTS.map((act): Command => ({
    group: 'card',
    keys: [ACTS[act].key],
    name: ACTS[act].name,
    run: (hands) => hands.act(act),
    can: (hands) => hands.can(act),
  })),
  {
    group: 'card',
    keys: ['Alt ↑'],
    name: m.desk_key_sooner,
    run: (hands) => hands.reorder(-1),
  },
  {
    group: 'card',
    keys: ['Alt ↓'],
    name: m.desk_key_later,
    run: (hands) => hands.reorder(1),
  },
  { group: 'stage', keys: ['N'], name: m.desk_answered_next, run: (hands) => hands.stageNext() },
  { group: 'stage', keys: ['Space'], name: m.desk_key_answered, run: (hands) => hands.answered() },
  { group: 'stage', keys: ['T'], name: m.desk_key_off_stage, run: (hands) => hands.offStage() },
  { group: 'stage', keys: ['B'], name: m.desk_key_blank, run: (hands) => hands.toggle('blank') },
  { group: 'stage', keys: ['G'], name: m.desk_key_message, run: (hands) => hands.message() },
  {
    group: 'move',
    keys: ['J', '↓'],
    name: m.desk_key_down,
    run: (hands) => hands.move(1),
    repeats: true,
  },
  {
    group: 'move',
    keys: ['K', '↑'],
    name: m.desk_key_up,
    run: (hands) => hands.move(-1),
    repeats: true,
  },
  {
    group: 'move',
    keys: ['H', '←'],
    name: m.desk_key_left,
    run: (hands) => hands.moveLane(towards('left')),
    repeats: true,
  },
  {
    group: 'move',
    keys: ['L', '→'],
    name: m.desk_key_right,
    run: (hands) => hands.moveLane(towards('right')),
    repeats: true,
  },
  { group: 'choose', keys: ['Y'], name: m.desk_key_choose, run: (hands) => hands.choose() },
  {
    group: 'choose',
    keys: ['Shift ↓'],
    name: m.desk_key_choose_down,
    run: (hands) => hands.extend(1),
    repeats: true,
  },
  {
    group: 'choose',
    keys: ['Shift ↑'],
    name: m.desk_key_choose_up,
    run: (hands) => hands.extend(-1),
    repeats: true,
  },
  {
    group: 'choose',
    keys: ['Ctrl A', '⌘ A'],
    name: m.desk_key_choose_all,
    run: (hands) => hands.chooseAll(),
  },
  { group: 'find', keys: ['/'], name: m.desk_search, run: (hands) => hands.search() },
  { group: 'find', keys: ['C'], name: m.desk_search_clear, run: (hands) => hands.seekAll() },
  { group: 'find', keys: ['F'], name: m.desk_key_sort, run: (hands) => hands.sort() },
  {
    group: 'find',
    keys: ['Ctrl K', '⌘ K'],
    name: m.desk_palette,
    run: (hands) => hands.palette(),
  },
  { group: 'event', keys: ['Ctrl Z', '⌘ Z'], name: m.desk_key_undo, run: (hands) => hands.undo() },
  { group: 'event', keys: ['Q'], name: m.desk_key_qa, run: (hands) => hands.toggle('qa') },
  {
    group: 'event',
    keys: ['V'],
    name: m.desk_key_premoderation,
    run: (hands) => hands.toggle('premoderation'),
  },
  {
    group: 'event',
    keys: ['0'],
    name: m.incident_key,
    run: (hands) => hands.toggle('incident'),
  },
  {
    group: 'event',
    keys: ['Shift Q'],
    name: m.desk_archive_all,
    run: (hands) => hands.archiveAll(),
  },
  { group: 'event', keys: ['U'], name: m.desk_add, run: (hands) => hands.add() },
  {
    group: 'event',
    keys: ['Shift U'],
    name: m.import_title,
    run: (hands) => hands.importFile(),
  },
  {
    group: 'event',
    keys: ['Shift D'],
    name: m.displays_title,
    run: (hands) => hands.displays(),
  },
  { group: 'event', keys: ['O'], name: m.settings, run: (hands) => hands.settings() },
  { group: 'event', keys: ['Esc'], name: m.desk_key_refused, run: (hands) => hands.putAway() },
  { group: 'event', keys: ['?'], name: m.desk_keys_title, run: (hands) => hands.help() },
];

/**
 * The commands whose name in any language, or whose key, has what was typed, the
 * best first; all of them for nothing. O(commands).
 */
export function findCommands(typed: string): readonly Command[] {
  const wanted = folded(typed);
  if (!wanted) return COMMANDS;
  return COMMANDS.map((command) => ({ command, score: scoreOf(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function scoreOf({ keys, name }: Command, wanted: string): number {
  if (keys.some((key) => folded(key) === wanted)) return Infinity;
  return Math.max(...locales.map((locale) => fuzzyScore(wanted, folded(name({}, { locale })))));
}

/** In Arabic the lists begin at the right: a key moves to where it points. */
function towards(side: 'left' | 'right'): 1 | -1 {
  const forward = directionOf(getLocale()) === 'rtl' ? 'left' : 'right';
  return side === forward ? 1 : -1;
}
