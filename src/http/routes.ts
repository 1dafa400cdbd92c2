import type { FastifyInstance } from 'fastify';
import { registerHealth } from './health.ts';
import { registerMetrics } from './metrics.ts';
import { registerPage } from './page.ts';
import { registerProbe } from './probe.ts';
import { registerReload } from './reload.ts';
import type { Services } from './services.ts';

/** Every route, one file each. */
export const ROUTES: readonly ((app: FastifyInstance, services: Services) => void)[] = [
  registerMetrics,
  registerProbe,
  registerHealth,
  registerReload,
  (app, { page }) => registerPage(app, page),
];
