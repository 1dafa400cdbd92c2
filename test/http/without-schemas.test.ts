import fastify from 'fastify';
import { expect, it } from 'vitest';
import { WITHOUT_SCHEMAS } from '../../src/http/without-schemas.ts';

it('serves routes that have no schema, and refuses one that has', async () => {
  await using app = fastify(WITHOUT_SCHEMAS);
  app.get('/', (_, reply) => reply.send('text'));
  expect((await app.inject('/')).body).toBe('text');

  await using other = fastify(WITHOUT_SCHEMAS);
  other.get('/', { schema: { querystring: { type: 'object' } } }, (_, reply) => reply.send('text'));
  await expect(other.ready()).rejects.toThrow('No route has a schema');
});
