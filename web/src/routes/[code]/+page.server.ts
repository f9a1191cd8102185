import { loadWelcome } from '#lib/load-welcome.ts';
import { firstShown } from './older.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadWelcome(event, 'phone', firstShown(event.url));
