import { gateOf } from '#lib/gate.ts';
import type { PageServerLoad } from './$types';

/** Under `npm run dev` the server judges, when the event is sent. */
export const load: PageServerLoad = ({ platform }) => ({
  creation: gateOf(platform)?.creation ?? 'open',
});
