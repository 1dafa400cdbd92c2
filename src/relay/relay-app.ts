import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { registerGuard } from '../http/access/guard.ts';
import { negotiateFormat } from '../http/negotiate.ts';
import type { Front } from '../http/server.ts';
import { WITHOUT_SCHEMAS } from '../http/without-schemas.ts';
import type { Logger } from '../log/logger.ts';
import type { Format } from '../metrics/format.ts';
import { type RobotMessage, robotMessage } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { RelayState } from './relay-state.ts';
import { parseWebhook } from './webhook.ts';

/** Some thousand alerts with long texts. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const PLAIN = 'text/plain; charset=utf-8';

export interface RelayServices {
  readonly deliver: (message: RobotMessage, signal: AbortSignal) => Promise<Outcome>;
  readonly exposition: (format: Format) => Promise<string>;
  readonly state: RelayState;
  /** Telephone numbers of those whom critical alerts call by name. */
  readonly mobiles: readonly string[];
}

/**
 * The routes of the relay; it does not listen. `POST /` takes a webhook and answers once the robot has: 200 where it took
 * the message, 503 where Alertmanager should try again soon, 422 where that would not help and somebody has to look.
 */
export function createRelayApp(services: RelayServices, front: Front): FastifyInstance {
  const { log, webConfig, passwords, serverFactory } = front;
  const app = fastify({
    ...WITHOUT_SCHEMAS,
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    serverFactory,
    return503OnClosing: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  if (webConfig !== undefined) registerGuard(app, webConfig, passwords);
  app.setNotFoundHandler((_, reply) => answer(reply, 404, 'Not found.'));
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status === 413) return answer(reply, 413, `Expected at most ${MAX_BODY_BYTES} bytes.`);
    if (status < 500) return answer(reply, status, 'Bad request.');
    log.error({ method: request.method, path: request.routeOptions.url, err: error }, 'Request failed');
    return answer(reply, 500, 'Internal server error.');
  });
  registerWebhook(app, services, log);
  for (const url of ['/-/healthy', '/-/ready', '/healthz', '/readyz']) {
    app.get(url, (_, reply) => answer(reply, 200, 'Healthy.'));
  }
  app.get('/metrics', async (request, reply) => {
    const { format, contentType } = negotiateFormat(request.headers.accept);
    return reply.type(contentType).send(await services.exposition(format));
  });
  return app;
}

function registerWebhook(
  app: FastifyInstance,
  { deliver, state, mobiles }: RelayServices,
  log: Logger,
): void {
  app.post('/', async (request, reply) => {
    const parsed = parseWebhook(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!parsed.ok) {
      state.refusedWebhook();
      log.warn({ detail: parsed.error }, 'Webhook refused');
      return answer(reply, 400, parsed.error);
    }
    const gone = new AbortController();
    reply.raw.on('close', () => {
      // Over HTTP/2 what was given up counts as finished, though nobody has answered it.
      if (!reply.raw.writableEnded) gone.abort();
    });
    const outcome = await deliver(robotMessage(parsed.webhook, mobiles), gone.signal);
    if (outcome.ok) return answer(reply, 200, 'Sent.');
    return answer(reply, outcome.again === 'never' ? 422 : 503, outcome.detail);
  });
}

function answer(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': PLAIN, 'cache-control': 'no-store' })
    .send(`${sentence}\n`);
}
