import { gateOf } from './gate.ts';

/** What a `load` on the server hands on. */
interface LoadEvent {
  params: { code: string };
  platform: Readonly<App.Platform> | undefined;
  url: URL;
}

/** Where people join: at the address that is set for the server, or else at that of this page. */
export function joinAddress({ params, platform, url }: LoadEvent): string {
  const origin = gateOf(platform)?.origin ?? url.origin;
  return `${origin}/${params.code.toUpperCase()}`;
}
