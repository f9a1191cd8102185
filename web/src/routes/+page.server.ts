import { redirect } from '@sveltejs/kit';
import { loadWelcome } from '#lib/load-welcome.ts';
import type { PageServerLoad } from './$types';

/** The join form is a plain GET, so that it works before the page's script has come. */
export const load: PageServerLoad = async ({ url, platform, fetch }) => {
  const typed = url.searchParams.get('code') ?? '';
  if (typed === '') return { typed, problem: undefined };
  const answer = await loadWelcome({ params: { code: typed }, platform, fetch }, 'phone');
  if ('welcome' in answer) redirect(303, `/${answer.welcome.view.info.code}`);
  return { typed, problem: answer.problem.error };
};
