import type { Surface } from '@rostrum/shared/domain/roles';
import type { Welcome } from '@rostrum/shared/protocol/down';
import type { Problem } from '@rostrum/shared/protocol/http';
import { gateOf } from './gate.ts';

/** What a `load` on the server hands on. */
interface LoadEvent {
  params: { code: string };
  platform: Readonly<App.Platform> | undefined;
  fetch: typeof fetch;
}

/** What a surface's page begins with: all it may see, or why it may not see it. */
export async function loadWelcome(
  { params, platform, fetch }: LoadEvent,
  surface: Surface,
): Promise<{ welcome: Welcome } | { problem: Problem }> {
  const gate = gateOf(platform);
  const answer = gate
    ? await gate.welcome(params.code, surface)
    : await overHttp(fetch, params.code, surface);
  return 'error' in answer ? { problem: answer } : { welcome: answer };
}

/** Under `npm run dev` the pages' server and the event's are two. */
async function overHttp(get: typeof fetch, code: string, surface: Surface) {
  const path = `/api/events/${encodeURIComponent(code)}/welcome?surface=${surface}`;
  return (await (await get(path)).json()) as Welcome | Problem;
}
