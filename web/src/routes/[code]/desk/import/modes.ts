import type { Mode } from '@rostrum/shared/domain/mode';
import { wordsOf } from '@rostrum/shared/domain/similar';

/** How people write where somebody is, in the six languages of the United Nations. */
const WORDS: Record<Mode, readonly string[]> = {
  room: [
    ...['room', 'in person', 'onsite', 'on site', 'hall', 'floor', 'physical', 'present'],
    ...['قاعة', 'حضوري', 'حضوريا', 'شخصيا'],
    ...['现场', '线下', '会场', '在场'],
    ...['salle', 'présentiel', 'sur place'],
    ...['зал', 'зале', 'очно', 'лично'],
    ...['sala', 'presencial'],
  ],
  remote: [
    ...['remote', 'remotely', 'online', 'virtual', 'virtually'],
    ...['عن بعد', 'إنترنت', 'افتراضي', 'افتراضيا'],
    ...['线上', '远程', '在线', '网络'],
    ...['distance', 'ligne', 'distanciel', 'virtuel'],
    ...['онлайн', 'удаленно', 'дистанционно', 'виртуально'],
    ...['remoto', 'remota', 'línea', 'distancia'],
  ],
};

const KNOWN = Object.entries(WORDS).flatMap(([mode, names]) =>
  names.map((name) => ({ mode: mode as Mode, words: wordsOf(name) })),
);

/** Where somebody is, by what was written; undefined when it is neither, or both. */
export function modeOf(written: string): Mode | undefined {
  const words = wordsOf(written);
  const found = KNOWN.filter((known) => known.words.every((word) => words.includes(word)));
  const [first] = found;
  return found.every(({ mode }) => mode === first?.mode) ? first?.mode : undefined;
}
