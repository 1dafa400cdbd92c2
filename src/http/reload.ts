import type { FastifyInstance } from 'fastify';
import { describeError } from '../log/logger.ts';
import type { Services } from './services.ts';

/**
 * `PUT` or `POST /-/reload`: loads the configuration again. 200 when the new one is in force, 500 with the reason
 * when it was refused and the old one stays; 405 for other methods, so that following a link changes nothing.
 */
export function registerReload(app: FastifyInstance, { reload }: Services): void {
  app.route({
    method: ['PUT', 'POST'],
    url: '/-/reload',
    handler: async (_, reply) => {
      try {
        await reload();
      } catch (error) {
        return reply
          .code(500)
          .type(PLAIN)
          .send(`Configuration refused: ${describeError(error)}\n`);
      }
      return reply.type(PLAIN).send('Configuration reloaded.\n');
    },
  });
  app.route({
    method: ['GET', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS'],
    url: '/-/reload',
    handler: (_, reply) =>
      reply.code(405).header('allow', 'PUT, POST').type(PLAIN).send('Only PUT and POST are allowed here.\n'),
  });
}

const PLAIN = 'text/plain; charset=utf-8';
