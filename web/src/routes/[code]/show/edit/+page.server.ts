import { loadWelcome } from '#lib/load-welcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadWelcome(event, 'show');
