import { Router } from 'express';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics.ts';

/** Asked for inside the network, under the name that a node has there. */
export function isProbe(path: string): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(path);
}

/** `/healthz`: the process runs. `/readyz`: the log answers and it is not stopping. `/metrics`: what it counts. */
export function probes(log: Log, metrics: Metrics, isStopping: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  router.get('/readyz', (_request, response) => {
    const { trouble, warnings } = log.health();
    const notReady = isStopping() ? 'stopping' : trouble;
    const lines = [notReady ?? 'ready', ...warnings.map((warning) => `warning: ${warning}`)];
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
