import { COLUMNS_MAX } from '@rostrum/shared/domain/limits';
import { wordsOf } from '@rostrum/shared/domain/similar';

/**
 * What a column of a table may hold, with the heading it has in our own files. The last
 * two are read only: when a cue ends, and where its speakers come from.
 */
export const HEADINGS = {
  number: 'No.',
  title: 'Title',
  kind: 'Kind',
  start: 'Start',
  hardStart: 'Hard start',
  duration: 'Duration',
  speakers: 'Speakers',
  group: 'Group',
  publicNote: 'Public note',
  notes: 'Private notes',
  skip: 'Skip',
  linked: 'Linked',
  endAction: 'End action',
  timer: 'Timer',
  warning: 'Warning',
  danger: 'Danger',
  colour: 'Colour',
  id: 'Id',
  end: 'End',
  delegation: 'Delegation',
} as const;
export type Field = keyof typeof HEADINGS;
export const FIELDS = Object.keys(HEADINGS) as Field[];
/** What our own files have. */
export const WRITTEN = FIELDS.filter((field) => field !== 'end' && field !== 'delegation');

/** What each column of a table is for: a field, a column of the crew's own, or nothing. */
export type Mapping = readonly (Field | 'custom' | undefined)[];

/** What stands in our own files instead of a kind, in the row that says when the room must be free. */
export const HARD_END = 'hard end';
/** And where there is no cue to say when the programme starts. */
export const PROGRAMME_START = 'programme start';

/** Before the name of a column of the crew's own, so that it is known wherever it is read. */
const CUSTOM = 'Custom: ';

export function customHeading(name: string): string {
  return CUSTOM + name;
}

/** The name of a column of the crew's own, by its heading. */
export function customName(heading: string): string {
  return heading.startsWith(CUSTOM) ? heading.slice(CUSTOM.length) : heading;
}

/** What columns are called in the six languages of the United Nations. The first field that fits has the column. */
const NAMES: readonly (readonly [Field, readonly string[]])[] = [
  [
    'hardStart',
    [
      'hard start',
      'fixed start',
      'fixed time',
      'بداية ثابتة',
      '固定开始',
      'début fixe',
      'heure fixe',
      'жесткое начало',
      'inicio fijo',
      'hora fija',
    ],
  ],
  [
    'duration',
    [
      'duration',
      'length',
      'minutes',
      'mins',
      'min',
      'مدة',
      'دقائق',
      '时长',
      '时间长度',
      '分钟',
      'durée',
      'длительность',
      'продолжительность',
      'минуты',
      'duración',
      'minutos',
    ],
  ],
  [
    'end',
    [
      'end',
      'ends',
      'finish',
      'until',
      'to',
      'نهاية',
      'ينتهي',
      '结束',
      'fin',
      'конец',
      'окончание',
      'término',
    ],
  ],
  ['endAction', ['end action', 'at end']],
  [
    'start',
    [
      'start',
      'starts',
      'begin',
      'time',
      'from',
      'وقت',
      'بداية',
      'ساعة',
      '开始',
      '时间',
      'début',
      'heure',
      'horaire',
      'начало',
      'время',
      'inicio',
      'hora',
      'comienzo',
    ],
  ],
  [
    'delegation',
    [
      'delegation',
      'country',
      'organisation',
      'organization',
      'affiliation',
      'وفد',
      'منظمة',
      'بلد',
      '代表团',
      '国家',
      '组织',
      '机构',
      'délégation',
      'делегация',
      'страна',
      'организация',
      'delegación',
      'organización',
      'país',
    ],
  ],
  [
    'speakers',
    [
      'speaker',
      'speakers',
      'presenter',
      'presenters',
      'panellists',
      'panelists',
      'who',
      'متحدث',
      'متحدثون',
      'متكلم',
      '发言人',
      '发言者',
      '演讲人',
      '嘉宾',
      'orateur',
      'orateurs',
      'intervenant',
      'intervenants',
      'докладчик',
      'докладчики',
      'выступающий',
      'выступающие',
      'спикер',
      'orador',
      'oradores',
      'ponente',
      'ponentes',
    ],
  ],
  [
    'publicNote',
    [
      'public note',
      'public notes',
      'description',
      'abstract',
      'وصف',
      'ملاحظة عامة',
      '说明',
      '简介',
      '公开备注',
      'note publique',
      'описание',
      'descripción',
      'nota pública',
    ],
  ],
  [
    'notes',
    [
      'private notes',
      'private note',
      'notes',
      'note',
      'remarks',
      'comments',
      'ملاحظات',
      'ملاحظة',
      '备注',
      '注释',
      'remarques',
      'commentaires',
      'примечания',
      'примечание',
      'заметки',
      'notas',
      'observaciones',
      'comentarios',
    ],
  ],
  ['kind', ['kind', 'type', 'نوع', '类型', '种类', 'genre', 'тип', 'вид', 'tipo']],
  [
    'group',
    [
      'group',
      'block',
      'section',
      'session',
      'track',
      'part',
      'مجموعة',
      'قسم',
      'جلسة',
      '分组',
      '环节',
      '单元',
      'groupe',
      'bloc',
      'séance',
      'группа',
      'блок',
      'раздел',
      'секция',
      'grupo',
      'bloque',
      'sesión',
    ],
  ],
  [
    'title',
    [
      'title',
      'item',
      'agenda item',
      'name',
      'subject',
      'topic',
      'activity',
      'segment',
      'عنوان',
      'بند',
      'موضوع',
      '标题',
      '名称',
      '议题',
      '项目',
      '内容',
      'titre',
      'intitulé',
      'sujet',
      'point',
      'название',
      'пункт',
      'тема',
      'заголовок',
      'título',
      'tema',
      'asunto',
      'punto',
    ],
  ],
  [
    'number',
    [
      'no',
      'nr',
      'n',
      'number',
      'cue',
      '#',
      'رقم',
      '编号',
      '序号',
      'numéro',
      'номер',
      '№',
      'número',
    ],
  ],
  ['skip', ['skip', 'تخطي', '跳过', 'sauter', 'пропустить', 'omitir']],
  ['linked', ['linked', 'link', 'auto', 'مرتبط', '联动', 'lié', 'enchaîné', 'связано', 'enlazado']],
  ['timer', ['timer', 'مؤقت', '计时器', 'minuterie', 'таймер', 'temporizador']],
  ['warning', ['warning', 'warn', 'تحذير', '警告', 'avertissement', 'предупреждение', 'aviso']],
  ['danger', ['danger', 'خطر', '危险', 'опасность', 'peligro']],
  ['colour', ['colour', 'color', 'لون', '颜色', 'couleur', 'цвет']],
  ['id', ['id']],
];
const WANTED = NAMES.flatMap(([field, names]) =>
  names.map((name) => ({ field, words: wordsOf(name), plain: name })),
);
const OWN = new Map(FIELDS.map((field) => [HEADINGS[field].toLowerCase(), field]));
/** Words of a heading at most: a title that has a known word in it is no heading. */
const HEADING_WORDS_MAX = 5;

/** The field by its heading: ours, or else in one of the six languages. */
export function fieldOf(heading: string): Field | undefined {
  const plain = heading.trim().toLowerCase();
  const own = OWN.get(plain);
  if (own) return own;
  const words = wordsOf(heading);
  if (words.length > HEADING_WORDS_MAX) return undefined;
  const fits = ({ words: name, plain: written }: (typeof WANTED)[number]) =>
    written === plain || (name.length > 0 && name.every((word) => words.includes(word)));
  return WANTED.find(fits)?.field;
}

/** What each column is for by its heading; of two for the same the first. `own` names the crew's columns. */
export function mappingOf(headings: readonly string[], own: readonly string[]): Mapping {
  const taken = new Set<Field>();
  let customs = 0;
  return headings.map((heading) => {
    if (heading.startsWith(CUSTOM) || own.includes(heading.trim())) {
      customs += 1;
      return customs <= COLUMNS_MAX ? 'custom' : undefined;
    }
    const field = fieldOf(heading);
    if (!field || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
}

/** How many of these cells are headings. */
export function headingsIn(cells: readonly string[]): number {
  return mappingOf(cells, []).filter((each) => each !== undefined).length;
}
