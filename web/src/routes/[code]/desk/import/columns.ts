import { wordsOf } from '@rostrum/shared/domain/similar';

/** What of a row is imported. */
export const FIELDS = ['question', 'name', 'affiliation', 'mode'] as const;
export type Field = (typeof FIELDS)[number];

/** In which column each is; absent for none. */
export type Columns = Partial<Readonly<Record<Field, number | undefined>>>;

/** A name only where it stands alone: “Who pays?” is no country of the French. */
const ALONE = 'pays';

/**
 * What columns are called in the six languages of the United Nations. The first
 * field that fits has the column, so that `Name of the delegation` is no name.
 */
const NAMES: readonly (readonly [Field, readonly string[]])[] = [
  [
    'affiliation',
    [
      ...['delegation', 'organisation', 'organization', 'affiliation', 'institution', 'country'],
      ...['company', 'entity', 'agency', 'member state', 'mission'],
      ...['وفد', 'منظمة', 'مؤسسة', 'دولة', 'بلد', 'جهة'],
      ...['代表团', '组织', '机构', '单位', '国家'],
      ...['délégation', 'organisme', ALONE],
      ...['делегация', 'делегации', 'организация', 'организации', 'страна', 'учреждение'],
      ...['delegación', 'organización', 'institución', 'país', 'entidad'],
    ],
  ],
  [
    'mode',
    [
      ...['mode', 'attendance', 'attending', 'participation', 'location'],
      ...['مشاركة', 'حضور', 'طريقة'],
      ...['参与方式', '参会方式', '出席方式', '方式'],
      ...['modalité', 'présence'],
      ...['участие', 'участия', 'режим', 'формат'],
      ...['modo', 'modalidad', 'participación', 'asistencia'],
    ],
  ],
  [
    'question',
    [
      ...['question', 'questions', 'text'],
      ...['سؤال', 'أسئلة', 'نص'],
      ...['问题', '提问', '提问内容'],
      ...['texte'],
      ...['вопрос', 'вопросы', 'вопроса', 'текст'],
      ...['pregunta', 'preguntas', 'texto'],
    ],
  ],
  [
    'name',
    [
      ...['name', 'asker', 'asked by', 'author', 'speaker', 'participant'],
      ...['اسم', 'سائل', 'مشارك'],
      ...['姓名', '名字', '提问人', '提问者'],
      ...['nom', 'auteur', 'orateur'],
      ...['имя', 'фио', 'автор', 'участник'],
      ...['nombre', 'autor', 'participante'],
    ],
  ],
];

/** Words of a heading at most: a sentence that begins with “Question” is one. */
const HEADING_WORDS_MAX = 5;
const ASKS = /[?؟？]\s*$/u;

const WANTED = NAMES.map(([field, names]) => [field, names.map((name) => wordsOf(name))] as const);

/** Which column each field has by the headings; the first of two that are alike. */
export function columnsOf(headings: readonly string[]): Columns {
  const columns: Partial<Record<Field, number>> = {};
  for (const [at, heading] of headings.entries()) {
    const field = fieldOf(heading);
    if (field) columns[field] ??= at;
  }
  return columns;
}

/** Which column each field has where there are no headings: the longest texts are the questions. */
export function columnsByLength(rows: readonly (readonly string[])[]): Columns {
  const lengths: number[] = [];
  for (const cells of rows) {
    for (const [at, cell] of cells.entries()) lengths[at] = (lengths[at] ?? 0) + cell.length;
  }
  return lengths.length === 0 ? {} : { question: lengths.indexOf(Math.max(...lengths)) };
}

function fieldOf(heading: string): Field | undefined {
  if (ASKS.test(heading)) return undefined;
  const words = wordsOf(heading);
  if (words.length > HEADING_WORDS_MAX) return undefined;
  const fits = (name: readonly string[]) =>
    name.every((word) => words.includes(word) && (word !== ALONE || words.length === 1));
  return WANTED.find(([, names]) => names.some(fits))?.[0];
}
