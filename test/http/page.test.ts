import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { registerPage } from '../../src/http/page.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../support/page-inventory.ts';

const server = fastify();
let inventory = inventoryOf();
registerPage(server, { inventory: () => inventory, clock: () => NOW, version: '1.2.3', prefix: '' });

afterEach(() => {
  inventory = inventoryOf();
});

it('answers with the page and with headers that forbid everything else', async () => {
  const response = await server.inject('/');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  expect(response.headers['x-content-type-options']).toBe('nosniff');
  expect(response.headers['referrer-policy']).toBe('no-referrer');
  expect(response.body).toContain('No certificates found');
});

it('shows the inventory of now, and what the query asks for', async () => {
  inventory = inventoryOf(
    sourceOf({ certificates: [foundAt('/a.pem', certificateOf(5)), foundAt('/b.pem', certificateOf(90))] }),
  );
  expect((await server.inject('/')).body.match(/<summary>CN=/g)).toHaveLength(2);
  const some = (await server.inject('/?status=fine&q=b.pem')).body;
  expect(some.match(/<summary>CN=/g)).toHaveLength(1);
  expect(some).toContain('<code>/b.pem</code>');
});

it.each([
  '/?limit=0&role=x&status[]=1',
  '/?q=%00%ff%E0%A4%A',
  '/?__proto__=1&q=a&q=b',
  `/?q=${'%3Cscript%3E'.repeat(50)}`,
])('answers a strange query: %s', async (url) => {
  const response = await server.inject(url);
  expect(response.statusCode).toBe(200);
  expect(response.body).toMatch(/<\/html>\n$/);
});

it('answers HEAD without a body', async () => {
  const response = await server.inject({ method: 'HEAD', url: '/' });
  expect(response.statusCode).toBe(200);
  expect(response.body).toBe('');
});

it('packs the page for clients that accept it, and only for them', async () => {
  const packed = await server.inject({ url: '/', headers: { 'accept-encoding': 'br, gzip' } });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.headers['vary']).toBe('accept-encoding');
  const plain = await server.inject('/');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
});

it('answers with an error when the inventory cannot be had, and goes on', async () => {
  const broken = fastify();
  let calls = 0;
  registerPage(broken, {
    inventory: () => {
      calls += 1;
      if (calls === 1) throw new Error('no inventory');
      return inventoryOf();
    },
    clock: () => NOW,
    version: '1',
    prefix: '',
  });
  expect((await broken.inject('/')).statusCode).toBe(500);
  expect((await broken.inject('/')).statusCode).toBe(200);
});
