import fastify from 'fastify';
import { expect, it } from 'vitest';
import { methodsOf } from '../../src/http/methods.ts';

it.each([
  ['/', ['GET', 'HEAD']],
  ['/?a=b', ['GET', 'HEAD']],
  ['/two', ['GET', 'HEAD', 'PUT']],
  ['/two/', ['GET', 'HEAD', 'PUT']],
  ['/two?a=/three', ['GET', 'HEAD', 'PUT']],
  ['/two/more', []],
  ['/%zz', []],
  ['', []],
])('%j', async (url, methods) => {
  await using app = fastify();
  app.get('/', () => '');
  app.route({ method: ['GET', 'HEAD', 'PUT'], url: '/two', handler: () => '' });
  expect(methodsOf(app, url)).toEqual(methods);
});
