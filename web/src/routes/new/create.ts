import {
  createdEventSchema,
  problemSchema,
  type CreatedEvent,
  type CreateEvent,
  type Problem,
} from '@rostrum/shared/protocol/http';
import { tokenHeaders } from './token.ts';

/** Creates the event; on failure nothing was made and the same may be sent again. */
export async function create(
  event: CreateEvent,
  token?: string,
): Promise<{ made: CreatedEvent } | { problem: Problem }> {
  try {
    const response = await fetch('/api/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...tokenHeaders(token) },
      body: JSON.stringify(event),
    });
    const body: unknown = await response.json();
    return response.ok
      ? { made: createdEventSchema.parse(body) }
      : { problem: problemSchema.parse(body) };
  } catch {
    return { problem: { error: 'unavailable', message: '' } };
  }
}
