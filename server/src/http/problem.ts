import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Problem } from '@rostrum/shared/protocol/http';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { LogError } from '../log/log.ts';

/** A refusal with its HTTP status. Thrown in handlers, answered by {@link problems}. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly reason: Reason;

  constructor(status: number, reason: Reason, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** Answers every failure below it as a {@link Problem}; what is a bug is logged and not told. */
export function problems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, problem } = problemOf(error);
    if (status >= 500) logger.error({ err: error }, 'a request failed');
    response.set('Cache-Control', 'no-store').status(status).json(problem);
  };
}

/** What a failure is to whoever asked, and its HTTP status: 500 and up are faults of this server. */
export function problemOf(error: unknown): { status: number; problem: Problem } {
  const { status, ...problem } = describe(error);
  return { status, problem };
}

function describe(error: unknown): Problem & { status: number } {
  if (error instanceof Refusal) {
    return { status: error.status, error: error.reason, message: error.message };
  }
  if (error instanceof ZodError) {
    const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const named = issues[0] ? `${issues[0].path || 'the body'}: ${issues[0].message}` : '';
    return { status: 400, error: 'invalid', message: `The request is not valid. ${named}`, issues };
  }
  if (isBodyError(error)) {
    return error.status === 413
      ? { status: 413, error: 'too_large', message: 'The request is too large.' }
      : {
          status: 400,
          error: 'invalid',
          message: 'The request cannot be read; its body must be JSON.',
        };
  }
  if (error instanceof LogError) {
    return {
      status: 503,
      error: 'unavailable',
      message: 'The event cannot be reached now. Try again.',
    };
  }
  return { status: 500, error: 'unavailable', message: 'Something went wrong here. Try again.' };
}

/** What Express throws for an address or a body it cannot read. */
function isBodyError(error: unknown): error is Error & { status: number } {
  const status = (error as { status?: unknown } | null)?.status;
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
}
