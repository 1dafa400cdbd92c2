import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { negotiateCoding, negotiateFormat } from './negotiate.ts';
import type { Services } from './services.ts';

/** `GET /metrics`: the exposition in the format and coding that the client likes best. */
export function registerMetrics(app: FastifyInstance, { exposition }: Services): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/metrics',
    handler: async (request, reply) => {
      const { format, contentType } = negotiateFormat(request.headers.accept);
      const coding = negotiateCoding(joined(request.headers['accept-encoding']));
      const { pieces, length } = await exposition(format, coding);
      void reply.headers({
        'content-type': contentType,
        'content-length': length,
        vary: 'accept, accept-encoding',
        ...(coding === 'gzip' && { 'content-encoding': 'gzip' }),
      });
      if (request.method === 'HEAD') return reply.send();
      // Piece by piece: an answer of twenty megabytes is neither copied nor written in one go.
      return reply.send(Readable.from(pieces, { objectMode: false }));
    },
  });
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
