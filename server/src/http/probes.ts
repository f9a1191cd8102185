import { Router } from 'express';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics.ts';

/** Any code: looking for it tells whether the log answers. */
const SOME_CODE = 'ZZZZZZ';

/** `/healthz`: the process runs. `/readyz`: the log answers and it is not stopping. `/metrics`: what it counts. */
export function probes(log: Log, metrics: Metrics, isStopping: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  router.get('/readyz', async (_request, response) => {
    const trouble = isStopping() ? 'stopping' : await logTrouble(log);
    response
      .status(trouble ? 503 : 200)
      .type('text')
      .send(`${trouble ?? 'ready'}\n`);
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

async function logTrouble(log: Log): Promise<string | undefined> {
  try {
    await log.findCode(SOME_CODE as never);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'the log does not answer';
  }
}
