import { Router } from 'express';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics.ts';

/**
 * `/healthz`: the process runs. `/readyz`: the log answers and it is not stopping; an event that is held
 * is said there and changes nothing for the others. `/metrics`: what it counts.
 */
export function probes(log: Log, metrics: Metrics, isStopping: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  router.get('/readyz', (_request, response) => {
    const { trouble, warnings, held } = log.health();
    const notReady = isStopping() ? 'stopping' : trouble;
    const warned = [...warnings, ...held].map((warning) => `warning: ${warning}`);
    const lines = [notReady ?? 'ready', ...warned];
    response
      .status(notReady ? 503 : 200)
      .type('text')
      .send(`${lines.join('\n')}\n`);
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}
