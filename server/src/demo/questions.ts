import type { Asker } from '@rostrum/shared/domain/questions';

/** A question of the demo: what is asked, by whom, how many like it, and whether it is approved. */
export interface DemoQuestion {
  text: string;
  asker: Asker;
  votes: number;
  approved: boolean;
}

const room = 'room' as const;
const remote = 'remote' as const;

/** Two in each of the six official languages of the United Nations. */
export const DEMO_QUESTIONS: readonly DemoQuestion[] = [
  {
    text: 'How can survivors take part in drafting national action plans, and not only be consulted afterwards?',
    asker: { mode: remote },
    votes: 21,
    approved: true,
  },
  {
    text: 'Which States Parties publish how many victims they identify at borders, and where can we read it?',
    asker: { affiliation: 'Delegation, Asia-Pacific', mode: room },
    votes: 18,
    approved: true,
  },
  {
    text: 'كيف يمكن ضمان حماية الضحايا أثناء الإجراءات القضائية العابرة للحدود؟',
    asker: { affiliation: 'منظمة غير حكومية، أفريقيا', mode: remote },
    votes: 12,
    approved: true,
  },
  {
    text: '¿Qué papel tienen las empresas en la prevención de la trata en sus cadenas de suministro?',
    asker: { affiliation: 'ONG, América Latina', mode: room },
    votes: 9,
    approved: true,
  },
  {
    text: 'Comment former le personnel consulaire à reconnaître une situation de traite avant la délivrance d’un visa ?',
    asker: { affiliation: 'Délégation, Europe occidentale', mode: remote },
    votes: 7,
    approved: true,
  },
  {
    text: '如何加强各国在打击网络招募方面的合作？',
    asker: { affiliation: '学术界，亚太', mode: remote },
    votes: 6,
    approved: true,
  },
  {
    text: 'Как обеспечивается защита персональных данных пострадавших при обмене сведениями между странами?',
    asker: { affiliation: 'Делегация, Восточная Европа', mode: room },
    votes: 0,
    approved: false,
  },
  {
    text: 'ما هي آليات التعاون مع منظمات المجتمع المدني في التعرف على الضحايا؟',
    asker: { mode: remote },
    votes: 0,
    approved: false,
  },
  {
    text: 'Quels moyens pour accompagner les enfants après leur retour, et pendant combien de temps ?',
    asker: { affiliation: 'ONG, Afrique', mode: room },
    votes: 0,
    approved: false,
  },
  {
    text: '¿Cómo se garantiza que las víctimas no sean sancionadas por delitos que fueron obligadas a cometer?',
    asker: { mode: room },
    votes: 0,
    approved: false,
  },
  {
    text: 'Какие меры помогают выявлять принудительный труд среди сезонных работников?',
    asker: { affiliation: 'Эксперт', mode: remote },
    votes: 0,
    approved: false,
  },
  {
    text: '受害者在作证期间能否获得居留许可和生活支持？',
    asker: { affiliation: '代表团，亚太', mode: room },
    votes: 0,
    approved: false,
  },
];
