import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Services } from './services.ts';

/**
 * `/-/healthy` answers 200 for as long as the process can answer at all, `/-/ready` once the first collection is
 * complete and 503 until then. `/healthz` and `/readyz` are other names for them.
 */
export function registerHealth(app: FastifyInstance, { ready }: Services): void {
  const healthy = (_: unknown, reply: FastifyReply): FastifyReply => plain(reply, 200, 'Healthy.');
  const readiness = (_: unknown, reply: FastifyReply): FastifyReply =>
    ready() ? plain(reply, 200, 'Ready.') : plain(reply, 503, 'The first collection is not complete.');
  for (const url of ['/-/healthy', '/healthz']) app.get(url, healthy);
  for (const url of ['/-/ready', '/readyz']) app.get(url, readiness);
}

function plain(reply: FastifyReply, code: number, sentence: string): FastifyReply {
  return reply
    .code(code)
    .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .send(`${sentence}\n`);
}
