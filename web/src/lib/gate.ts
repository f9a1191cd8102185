import { dev } from '$app/env';
import type { PageGate } from '@rostrum/shared/protocol/page';

/**
 * What the server hands a page that it renders; undefined under `npm run dev`, where pages ask over
 * HTTP. Throws elsewhere: a page that came past the gate would ask whatever host its request names.
 */
export function gateOf(platform: Readonly<App.Platform> | undefined): PageGate | undefined {
  const gate = platform?.req.gate;
  if (!gate && !dev) throw new Error('a page was rendered without its gate');
  return gate;
}
