import type { QuestionId } from '@rostrum/shared/domain/ids';
import { tick } from 'svelte';

/** Brings a question that is shown somewhere on this page into view, and reading to it. */
export async function comeTo(id: QuestionId): Promise<void> {
  await tick();
  const row = document.querySelector<HTMLElement>(`main [data-question='${id}']`);
  row?.scrollIntoView({ block: 'center' });
  row?.focus({ preventScroll: true });
}
