import { setTimeout as after } from 'node:timers/promises';
import type { View } from '@rostrum/shared/domain/view';
import { hashOf, substanceOf } from '../../lib/history.ts';
import type { Finding } from '../fault.ts';
import type { NodeState } from '../stage/node.ts';
import type { Stage } from '../stage/stage.ts';
import type { Actor } from './actor.ts';
import type { Crowd } from './crowd.ts';
import type { Line } from './ledger.ts';
import { textOf, welcomeOf } from './shared-view.ts';
import type { Truth } from './truth.ts';
import { WAIT_MS } from '../../lib/limits.ts';
import { Wire } from './wire.ts';

/** Milliseconds for all nodes and pages to come to the same state, on a machine that is busy. */
const AGREE_MS = WAIT_MS;
/** Milliseconds between looks at whether they have. */
const LOOK_MS = 100;
const ANSWER_MS = WAIT_MS;

interface Verdict {
  readonly findings: Finding[];
  readonly truth: Truth;
  /** Acknowledged, and not in the log. */
  readonly lost: readonly Line[];
}

interface Agreement {
  readonly states: readonly NodeState[];
  /** Clients whose view is not what someone would see who came now. */
  readonly clients: number;
}

interface Allowance {
  /** What Redis may lose by itself is measured there, and not judged. */
  mayLose?: boolean;
}

/**
 * Judges what is left when the fault is over and every action was answered: by
 * what the clients were told, and by the log itself. It may end the nodes.
 */
export async function judge(
  stage: Stage,
  crowd: Crowd,
  { mayLose = false }: Allowance = {},
): Promise<Verdict> {
  const { ledger } = crowd;
  const apart = await agreement(stage, crowd);
  const desks = await Promise.all(stage.nodes.map(({ url }) => freshView(stage, crowd, url)));
  const truth = await stage.truth();
  const lost = ledger.accepted.filter(({ id }) => !truth.outcomes.get(id)?.ok);
  const refused = ledger.lines.filter(({ outcome }) => outcome && !outcome.ok);
  const wronged = refused.filter(({ id }) => truth.outcomes.get(id)?.ok);
  const miscounted = mayLose ? 0 : sum(desks.map((view) => countWrong(view, truth)));
  const twice = substanceOf(truth.once) === substanceOf(truth.state) ? 0 : 1;
  const strange = apart.states.filter(
    ({ seq, hash }) => hash !== (truth.hashes.get(seq) ?? hashOf(truth.state)),
  ).length;
  return {
    truth,
    lost,
    findings: [
      { name: 'actions', value: ledger.lines.length, least: 1 },
      { name: 'accepted', value: ledger.accepted.length, least: 1 },
      { name: 'sent again', value: ledger.lines.filter(({ sent }) => sent > 1).length },
      { name: 'twice in the log', value: truth.repeated },
      { name: 'lost', value: lost.length, ...(mayLose ? {} : { most: 0 }) },
      { name: 'refused but done', value: wronged.length, most: 0 },
      { name: 'counted wrong', value: miscounted, most: 0 },
      { name: 'done twice', value: twice, most: 0 },
      { name: 'nodes apart', value: strange, most: 0 },
      { name: 'clients apart', value: apart.clients, most: 0 },
    ],
  };
}

/** Waits for all nodes and clients to agree, as long as that may take; then says how many do not. */
async function agreement(stage: Stage, crowd: Crowd): Promise<Agreement> {
  const deadline = performance.now() + AGREE_MS;
  for (;;) {
    const isLate = performance.now() > deadline;
    try {
      const seen = await look(stage, crowd);
      const isOne = new Set(seen.states.map(({ hash }) => hash)).size === 1;
      if ((isOne && seen.clients === 0) || isLate) return seen;
    } catch (error) {
      // A node may be on its way back still, and say so.
      if (isLate) throw error;
    }
    await after(LOOK_MS);
  }
}

async function look(stage: Stage, crowd: Crowd): Promise<Agreement> {
  const fresh = { desk: new Set<string>(), phone: new Set<string>() };
  for (const { url } of stage.nodes) {
    for (const surface of ['desk', 'phone'] as const) {
      fresh[surface].add(textOf(await freshView(stage, crowd, url, surface)));
    }
  }
  // Every node has opened the event by now.
  const states = await Promise.all(stage.nodes.map((node) => node.state()));
  const isApart = ({ view, surface, endedBy }: Actor) => {
    const views = fresh[surface as 'desk' | 'phone'];
    return endedBy !== undefined || !view || views.size > 1 || !views.has(textOf(view));
  };
  return { states, clients: crowd.actors.filter(isApart).length };
}

/** What someone sees who comes to this node now for the first time. */
export async function freshView(
  { event }: Stage,
  crowd: Crowd,
  url: string,
  surface: 'phone' | 'desk' = 'desk',
): Promise<View<'desk'>> {
  const somebody = crowd.actors.find((actor) => actor.surface === surface);
  const seen = Promise.withResolvers<View>();
  const wire = new Wire({
    url,
    cookie: somebody?.cookie ?? '',
    code: event.code,
    surface,
    onEvent: (name, json) => {
      if (name === 'welcome') seen.resolve(welcomeOf(json).view);
    },
    onClose: (refusal) => seen.reject(new Error(`the ${surface} was refused: ${refusal}`)),
  });
  const late = setTimeout(() => seen.reject(new Error('no welcome came')), ANSWER_MS);
  try {
    return (await seen.promise) as View<'desk'>;
  } finally {
    clearTimeout(late);
    wire.drop();
  }
}

/** Questions that are there and should not be, or the other way round, and those with wrong votes. */
function countWrong({ questions }: View<'desk'>, { votes }: Truth): number {
  const missing = [...votes.keys()].filter((id) => !(id in questions)).length;
  const wrong = Object.values(questions).filter((q) => q.votes !== votes.get(q.id)).length;
  return missing + wrong;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
