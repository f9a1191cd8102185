import { redirect } from '@sveltejs/kit';
import { gateOf } from '#lib/gate.ts';
import { loadWelcome } from '#lib/load-welcome.ts';
import type { PageServerLoad } from './$types';

/** The join form is a plain GET, so that it works before the page's script has come. */
export const load: PageServerLoad = async ({ url, platform, fetch }) => {
  const creation = gateOf(platform)?.creation ?? 'open';
  const typed = url.searchParams.get('code') ?? '';
  if (typed === '') return { typed, creation, problem: undefined };
  const answer = await loadWelcome({ params: { code: typed }, platform, fetch }, 'phone');
  if ('welcome' in answer) redirect(303, `/${answer.welcome.view.info.code}`);
  return { typed, creation, problem: answer.problem.error };
};
