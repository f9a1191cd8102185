import { loadWelcome } from '#lib/load-welcome.ts';
import type { PageServerLoad } from './$types';

/** It shows no more than the screen does. */
export const load: PageServerLoad = (event) => loadWelcome(event, 'screen');
