import type { Surface } from '@rostrum/shared/domain/roles';
import type { Problem } from '@rostrum/shared/protocol/http';
import type { PageWelcome } from '@rostrum/shared/protocol/page';
import { gateOf } from './gate.ts';

/** What a `load` on the server hands on. */
interface LoadEvent {
  params: { code: string };
  platform: Readonly<App.Platform> | undefined;
  fetch: typeof fetch;
}

/**
 * What a surface's page begins with, or why it may not be seen.
 *
 * @param from the place of the first question wanted, from 1.
 */
export async function loadWelcome(
  { params, platform, fetch }: LoadEvent,
  surface: Surface,
  from?: number,
): Promise<{ welcome: PageWelcome } | { problem: Problem }> {
  const gate = gateOf(platform);
  const answer = gate
    ? await gate.welcome(params.code, surface, from)
    : await overHttp(fetch, params.code, surface, from);
  return 'error' in answer ? { problem: answer } : { welcome: answer };
}

/** Under `npm run dev` the pages' server and the event's are two. */
async function overHttp(get: typeof fetch, code: string, surface: Surface, from = 1) {
  const path = `/api/events/${encodeURIComponent(code)}/welcome?surface=${surface}&from=${from}`;
  return (await (await get(path)).json()) as PageWelcome | Problem;
}
