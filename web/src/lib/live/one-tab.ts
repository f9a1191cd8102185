import { newId } from '../new-id.ts';

const NAME = 'rostrum session';
/** Milliseconds after which a tab that had its turn is taken to be gone. */
const TURN_MS = 10_000;
/** Milliseconds in which what two tabs wrote at the same moment is known to both. */
const SETTLE_MS = 50;

/**
 * Runs `work` while no other tab of this browser runs its own: two that are opened
 * at once would each be given a session, and be two people.
 */
export function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  // It is there over HTTPS and on the machine itself only, and in browsers since 2022.
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request(NAME, work) : inTurn(work);
}

/** As locks do, by what is kept for all tabs. Where nothing can be kept there is no turn to wait for. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const own = newId<string>();
  try {
    while (!(await hasTurn(own)));
  } catch {
    return work();
  }
  try {
    return await work();
  } finally {
    if (holder() === own) localStorage.removeItem(NAME);
  }
}

/** Whoever has written last, once both could read it, has the turn. */
async function hasTurn(own: string): Promise<boolean> {
  if (holder() === undefined) localStorage.setItem(NAME, `${own} ${Date.now() + TURN_MS}`);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return holder() === own;
}

function holder(): string | undefined {
  const [tab, until] = (localStorage.getItem(NAME) ?? '').split(' ');
  const leftMs = Number(until) - Date.now();
  return tab && leftMs > 0 && leftMs <= TURN_MS ? tab : undefined;
}
