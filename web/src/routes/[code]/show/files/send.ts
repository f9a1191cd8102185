import type { ActionId, Code } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { problemSchema, type ActOverHttp } from '@rostrum/shared/protocol/http';
import type { ActAnswer } from '@rostrum/shared/protocol/up';

/**
 * Sets the whole programme, which may be too large for a socket's message. The same id
 * again is one effect. Undefined: done; a reason else, `unavailable` where nobody knows.
 */
export async function setProgramme(
  code: Code,
  id: ActionId,
  programme: Programme,
): Promise<Reason | undefined> {
  const act: ActOverHttp = { surface: 'show', id, action: { type: 'programme.set', programme } };
  try {
    const response = await fetch(`/api/events/${code}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    });
    const body: unknown = await response.json();
    if (!response.ok) return problemSchema.parse(body).error;
    const answer = body as ActAnswer;
    return answer.ok ? undefined : answer.reason;
  } catch {
    return 'unavailable';
  }
}
