import fastify, { type FastifyInstance } from 'fastify';
import { registerGuard } from './access/guard.ts';
import { methodsOf } from './methods.ts';
import { withoutPrefix } from './prefix.ts';
import { ROUTES } from './routes.ts';
import type { Front } from './server.ts';
import type { Services } from './services.ts';
import { WITHOUT_SCHEMAS } from './without-schemas.ts';

/** No route takes more than a query. */
const MAX_BODY_BYTES = 64 * 1024;

const PLAIN = 'text/plain; charset=utf-8';
const NOT_FOUND =
  'Not found. There are /, /metrics, /probe, /-/healthy, /-/ready and, by POST or PUT, /-/reload.\n';

/** The routes with all that is common to them; it does not listen. */
export function createApp(services: Services, front: Front): FastifyInstance {
  const { log, webConfig, passwords, serverFactory } = front;
  const app = fastify({
    ...WITHOUT_SCHEMAS,
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    serverFactory,
    rewriteUrl: ({ url = '/' }) => withoutPrefix(url, services.page.prefix),
    // A request that comes while the server closes is answered like any other; its connection ends with it.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  // Bodies are of no interest; whatever one is sent as, it is no error.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, __, done) => done(null));
  app.addHook('onResponse', (request, reply, done) => {
    log.debug({ method: request.method, url: request.url, status: reply.statusCode }, 'Request');
    done();
  });
  if (webConfig !== undefined) registerGuard(app, webConfig, passwords);
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(app, request.url);
    if (allowed.length === 0) return reply.code(404).type(PLAIN).send(NOT_FOUND);
    const names = allowed.join(', ');
    return reply.code(405).header('allow', names).type(PLAIN).send(`Allowed here: ${names}.\n`);
  });
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500) return reply.code(status).type(PLAIN).send('Bad request.\n');
    log.error({ method: request.method, path: request.routeOptions.url, err: error }, 'Request failed');
    return reply.code(500).type(PLAIN).send('Internal server error.\n');
  });
  for (const register of ROUTES) register(app, services);
  return app;
}
