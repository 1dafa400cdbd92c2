import type { FastifyInstance, HTTPMethods } from 'fastify';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT'];

/**
 * The methods that a path answers to, for the header `allow` of a 405 (RFC 9110, section 15.5.6); none where there is
 * nothing at this path.
 * @param url as it was requested: with its query, and perhaps a slash at its end
 */
export function methodsOf(app: FastifyInstance, url: string): readonly string[] {
  const path = url.replace(/[?#].*$/s, '').replace(/(?<=.)\/$/, '');
  return METHODS.filter((method) => app.hasRoute({ url: path, method }));
}
