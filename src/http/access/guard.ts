import type { FastifyInstance } from 'fastify';
import type { LiveWebConfig } from '../web-config/live.ts';
import type { RateLimitSettings } from '../web-config/web-config.ts';
import { BasicAuth } from './basic-auth.ts';
import type { BcryptPool } from './bcrypt-pool.ts';
import { RateLimiter } from './rate-limiter.ts';

/**
 * Does for every request, whatever its path, what the web configuration asks for, in exporter-toolkit's order: the
 * rate limit, the headers, then authentication. Health checks are no exception there either.
 */
export function registerGuard(app: FastifyInstance, live: LiveWebConfig, pool: BcryptPool): void {
  const auth = new BasicAuth(pool);
  let limited: RateLimitSettings | undefined;
  let limiter: RateLimiter | undefined;

  app.addHook('onRequest', async (request, reply) => {
    const config = await live.refresh();
    if (config.rateLimit?.interval !== limited?.interval || config.rateLimit?.burst !== limited?.burst) {
      limited = config.rateLimit;
      limiter = limited && new RateLimiter(limited);
    }
    if (limiter?.allow() === false) return reply.code(429).send('Too Many Requests\n');
    void reply.headers(config.headers);
    if (config.users.size === 0) return undefined;
    const result = await auth.check(request.headers.authorization, config.users);
    if (result === 'accepted') return undefined;
    if (result === 'busy') return reply.code(503).header('retry-after', '1').send('Service Unavailable\n');
    return reply.code(401).header('www-authenticate', 'Basic').send('Unauthorized\n');
  });
}
