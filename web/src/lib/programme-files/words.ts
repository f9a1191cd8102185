import type { Cue, CueKind } from '@rostrum/shared/domain/cue';
import { labelColourSchema, type LabelColour } from '@rostrum/shared/domain/labels';
import { cueKindSchema, endActionSchema, timerTypeSchema } from '@rostrum/shared/domain/cue';
import { wordsOf } from '@rostrum/shared/domain/similar';

/** What kinds of cues are called in the six languages of the United Nations. The first that fits is it. */
const KINDS: readonly (readonly [CueKind, readonly string[]])[] = [
  ['qa', ['qa', 'q a', 'questions', 'أسئلة', '问答', '提问', 'вопросы', 'preguntas']],
  [
    'opening',
    [
      'opening',
      'welcome',
      'افتتاح',
      'افتتاحية',
      '开幕',
      '开场',
      'ouverture',
      'открытие',
      'apertura',
      'bienvenida',
    ],
  ],
  [
    'closing',
    [
      'closing',
      'close',
      'conclusion',
      'ختام',
      'اختتام',
      '闭幕',
      'clôture',
      'закрытие',
      'clausura',
      'cierre',
    ],
  ],
  [
    'break',
    [
      'break',
      'coffee',
      'lunch',
      'pause',
      'استراحة',
      'غداء',
      '休息',
      '茶歇',
      '午餐',
      'déjeuner',
      'café',
      'перерыв',
      'обед',
      'pausa',
      'almuerzo',
      'receso',
    ],
  ],
  ['keynote', ['keynote', 'رئيسية', '主旨', '主题演讲', 'principal', 'ключевой', 'magistral']],
  [
    'panel',
    [
      'panel',
      'round table',
      'نقاش',
      'ندوة',
      '讨论',
      '圆桌',
      'table ronde',
      'панель',
      'панельная',
      'mesa redonda',
    ],
  ],
  [
    'dialogue',
    [
      'dialogue',
      'dialog',
      'interactive',
      'debate',
      'حوار',
      '对话',
      'débat',
      'диалог',
      'diálogo',
      'interactivo',
    ],
  ],
  ['video', ['video', 'vt', 'film', 'clip', 'فيديو', '视频', 'vidéo', 'видео', 'vídeo']],
  [
    'ceremony',
    [
      'ceremony',
      'award',
      'signing',
      'مراسم',
      'حفل',
      '仪式',
      '典礼',
      'cérémonie',
      'церемония',
      'ceremonia',
    ],
  ],
  [
    'statement',
    [
      'statement',
      'speech',
      'remarks',
      'talk',
      'presentation',
      'address',
      'بيان',
      'كلمة',
      '发言',
      '演讲',
      '致辞',
      'déclaration',
      'allocution',
      'discours',
      'présentation',
      'выступление',
      'заявление',
      'доклад',
      'declaración',
      'discurso',
      'intervención',
      'presentación',
      'ponencia',
    ],
  ],
  ['other', ['other', 'أخرى', 'آخر', '其他', 'autre', 'другое', 'прочее', 'otro', 'otra']],
];
const KIND_WORDS = KINDS.flatMap(([kind, names]) =>
  names.map((name) => ({ kind, words: wordsOf(name) })),
);

/** The kind by what it is called, or by a title that says it; undefined when no word is known. */
export function kindOf(written: string): CueKind | undefined {
  const own = cueKindSchema.safeParse(written.trim().toLowerCase());
  if (own.success) return own.data;
  const words = wordsOf(written.replace('&', ' '));
  return KIND_WORDS.find((each) => each.words.every((word) => words.includes(word)))?.kind;
}

const YES = ['yes', 'y', 'x', '1', 'true', '✓', '✔', 'نعم', '是', 'oui', 'o', 'да', 'sí', 'si'];
const NO = ['', 'no', 'n', '0', 'false', '-', '–', 'لا', '否', 'non', 'нет'];

/** Undefined for what is neither. */
export function yesNo(written: string): boolean | undefined {
  const word = written.trim().toLowerCase();
  return YES.includes(word) || (NO.includes(word) ? false : undefined);
}

export function endActionOf(written: string): Cue['endAction'] {
  return endActionSchema.safeParse(written.trim().toLowerCase()).data;
}

export function timerOf(written: string): Cue['timer'] {
  return timerTypeSchema.safeParse(written.trim().toLowerCase()).data;
}

export function colourOf(written: string): LabelColour | undefined {
  return labelColourSchema.safeParse(written.trim().toLowerCase()).data;
}
