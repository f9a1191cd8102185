import { Similar } from '@rostrum/shared/domain/similar';
import { Chance } from '../../lib/chance.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { SEED } from '../seed.ts';
import { percentile } from '../stats.ts';

const QUESTIONS = 1_000;
const RUNS = { full: 5, quick: 1 };
/** Searches a run: one for each letter of this many questions. */
const WRITTEN = 40;
/** Words of a question, at least and at most. */
const WORDS = [8, 22] as const;

/** Words of the field in each of the six languages; the first come up far more often than the last. */
const VOCABULARY = {
  en: 'the who pays for of victims will how shelters courts survivors fund report borders police judges training witnesses protection children identity trafficking minister budget law states support recovery data labour online recruitment compensation asylum plan',
  fr: 'la qui paie pour des victimes comment refuges tribunaux survivantes fonds rapport frontières police juges formation témoins protection enfants identité traite ministre budget loi états soutien données travail recrutement indemnisation asile plan',
  es: 'la quién paga por las víctimas cómo refugios tribunales supervivientes fondo informe fronteras policía jueces formación testigos protección niños identidad trata ministro presupuesto ley estados apoyo datos trabajo reclutamiento indemnización asilo plan',
  ru: 'кто платит за жертв как приюты суды пострадавшие фонд доклад границы полиция судьи обучение свидетели защита дети торговля министр бюджет закон государства поддержка данные труд вербовка компенсация убежище план',
  ar: 'من يدفع تكاليف الضحايا كيف الملاجئ المحاكم الناجيات الصندوق التقرير الحدود الشرطة القضاة التدريب الشهود الحماية الأطفال الهوية الاتجار الوزير الميزانية القانون الدول الدعم البيانات العمل التجنيد التعويض اللجوء الخطة',
  zh: '谁 支付 受害者 如何 庇护所 法院 幸存者 基金 报告 边境 警察 法官 培训 证人 保护 儿童 身份 贩运 部长 预算 法律 国家 支持 数据 劳动 招募 赔偿 庇护 计划',
} as const;

/** What a phone does at each letter that its owner writes. */
export const alike: Scenario = {
  name: 'alike',
  summary: 'Similar questions found while one is written: 1,000 of them, in six languages.',
  sizes: { full: { questions: QUESTIONS, ...RUNS }, quick: { questions: QUESTIONS, ...RUNS } },
  async run({ isQuick }) {
    const runs = Array.from({ length: isQuick ? RUNS.quick : RUNS.full }, (_, at) =>
      written(new Chance(SEED + at)),
    );
    const target = { under: 5 };
    return [
      { name: 'a letter p95', unit: 'ms', values: runs.map(p95), target },
      {
        name: 'a letter, the slowest',
        unit: 'ms',
        values: runs.map((times) => Math.max(...times)),
      },
    ] satisfies Figure[];
  },
};

/** Milliseconds of each search. */
function written(chance: Chance): number[] {
  const similar = new Similar<string>();
  const texts = Array.from(
    { length: QUESTIONS },
    (_, at) => [`${at}`, questionOf(chance)] as const,
  );
  similar.keep(texts);
  const times: number[] = [];
  for (let count = 0; count < WRITTEN; count += 1) {
    const text = questionOf(chance);
    for (let length = 1; length <= text.length; length += 1) {
      const from = performance.now();
      // As the phone does: it keeps what is there by now, and looks.
      similar.keep(texts);
      similar.find(text.slice(0, length), 2);
      times.push(performance.now() - from);
    }
  }
  return times;
}

function questionOf(chance: Chance): string {
  const language = chance.pick(Object.keys(VOCABULARY) as (keyof typeof VOCABULARY)[]);
  const words = VOCABULARY[language].split(' ');
  const count = WORDS[0] + chance.below(WORDS[1] - WORDS[0]);
  const chosen = Array.from(
    { length: count },
    () => words[Math.floor(words.length * chance.next() ** 2)] ?? '',
  );
  return language === 'zh' ? `${chosen.join('')}？` : `${chosen.join(' ')}?`;
}

function p95(times: readonly number[]): number {
  return percentile(times, 0.95);
}
