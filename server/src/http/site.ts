import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet, { crossOriginResourcePolicy, xContentTypeOptions } from 'helmet';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import { api, type ApiOptions } from './api.ts';
import { frontDoor } from './front-door.ts';
import { giveGate, type Pages } from './pages.ts';
import { figures, isProbe, probes } from './probes.ts';
import { problems } from './problem.ts';
import { sharedPages } from './shared-pages.ts';

export interface SiteOptions extends ApiOptions {
  /** Undefined where they are told on a port of their own. */
  metrics: Metrics | undefined;
  logger: Logger;
  logos: readonly string[];
  pages: Pages | undefined;
  isStopping: () => boolean;
}

/** What no page of ours uses. What they do (wake lock, full screen, clipboard, sound) is as browsers have it. */
const UNUSED =
  'accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment serial usb';
const PERMISSIONS = UNUSED.split(' ')
  .map((feature) => `${feature}=()`)
  .join(', ');

/** All that is served over HTTP: probes, the API and the pages. */
export function site(options: SiteOptions): Express {
  const { log, metrics, logger, pages, origin, isStopping } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(xContentTypeOptions(), frontDoor(options, isProbe));
  // Built files are the same for everyone: they are kept for ever, no session is made for them, and
  // they carry no heads that only a page heeds. They lie there compressed.
  if (pages) {
    const heads = crossOriginResourcePolicy();
    app.get('/_app/{*file}', heads, pages.files, pages.handler);
  }
  app.use(
    helmet({
      // The API sets its own; pages carry the one Kit makes, with the hashes of their inline scripts.
      contentSecurityPolicy: false,
      strictTransportSecurity: origin?.startsWith('https:') === true,
    }),
  );
  app.use((_, response, next) => {
    response.set('Permissions-Policy', PERMISSIONS);
    next();
  });
  app.use(probes(log, isStopping));
  if (metrics) app.use(figures(metrics));
  app.use('/api', api(options));
  if (pages) {
    app.use(keptByNobody, sharedPages(pages, options));
    app.use(compression(), giveGate(options), pages.handler);
  }
  app.use(problems(logger));
  return app;
}

/** A browser may show a page again once it has asked; what a form was answered it may not. */
const keptByNobody: RequestHandler = ({ method }, response, next) => {
  const isRead = method === 'GET' || method === 'HEAD';
  response.set('Cache-Control', isRead ? 'private, no-cache' : 'no-store');
  next();
};
