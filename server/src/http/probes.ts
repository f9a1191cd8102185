import { Router } from 'express';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics.ts';

/** Asked for inside the network, under the name that a node has there. */
export function isProbe(path: string): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(path);
}

/**
 * `/healthz`: the process runs. `/readyz`: the log answers and it is not stopping; an event that is held
 * is said there and changes nothing for the others.
 */
export function probes(log: Log, isStopping: () => boolean): Router {
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
  return router;
}

/** `/metrics`: what this node counts. Beside the pages, or on a port of its own. */
export function figures({ registry }: Metrics): Router {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
