import { joinAddress } from '#lib/join-address.ts';
import { loadWelcome } from '#lib/load-welcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await loadWelcome(event, 'screen')),
  join: joinAddress(event),
});
