import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { expect, it } from 'vitest';
import type { ContentCoding } from '../../src/http/services.ts';
import { type Body, gzipBody, plainBody, renderFresh } from '../../src/metrics/exposition.ts';
import type { Format } from '../../src/metrics/format.ts';
import { PlainForm } from '../../src/metrics/plain-form.ts';
import { openMetricsFaults, parseSamples } from '../support/exposition.ts';
import { startTestServer } from '../support/http-server.ts';
import { foundAt, sourceState } from '../support/inventory.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { inventoryRenderer } from '../support/rendered.ts';
import { snapshotOf } from '../support/snapshot.ts';

const CERTIFICATES = 2000;

async function exposition(): Promise<(format: Format, coding: ContentCoding) => Promise<Body>> {
  const certificates = Array.from({ length: CERTIFICATES }, (_, index) => foundAt(`/etc/ssl/é-${index}.crt`));
  const state = sourceState({ certificates });
  const segment = await inventoryRenderer().render([state]);
  return async (format, coding) => {
    const fresh = renderFresh(snapshotOf(state), format);
    return coding === 'gzip'
      ? gzipBody([segment], fresh)
      : plainBody(await new PlainForm().pieces([segment], 0), fresh);
  };
}

it('serves the text format, plain, to who asks for nothing', async () => {
  const { url } = await startTestServer({ exposition: await exposition() });
  const response = await fetch(`${url}/metrics`, { headers: { 'accept-encoding': 'identity' } });
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(response.headers.get('vary')).toBe('accept, accept-encoding');
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(body.length));
  const info = parseSamples(body.toString()).filter(({ name }) => name === 'tls_cert_info');
  expect(info).toHaveLength(CERTIFICATES);
});

it('serves OpenMetrics and gzip to who likes them', async () => {
  const { url } = await startTestServer({ exposition: await exposition() });
  const headers = { accept: 'application/openmetrics-text; version=1.0.0', 'accept-encoding': 'gzip' };
  const response = await fetch(`${url}/metrics`, { headers });
  expect(response.headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(openMetricsFaults(await response.text())).toEqual([]);
});

it.each(['identity', 'gzip'])('answers HEAD with the headers of GET: %s', async (coding) => {
  const { url } = await startTestServer({ exposition: await exposition() });
  const headers = { 'accept-encoding': coding };
  const [get, head] = [
    await fetch(`${url}/metrics`, { headers }),
    await fetch(`${url}/metrics`, { headers, method: 'HEAD' }),
  ];
  await get.arrayBuffer();
  expect(await head.text()).toBe('');
  for (const name of ['content-length', 'content-type', 'content-encoding', 'vary']) {
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
});

it.skipIf(programMissing('curl'))('can be read by curl, plain and compressed alike', async () => {
  const { url } = await startTestServer({ exposition: await exposition() });
  const curl = async (...args: string[]): Promise<Buffer> => {
    const child = spawn('curl', ['--silent', '--show-error', '--fail', ...args, `${url}/metrics`]);
    const pieces: Buffer[] = [];
    for await (const piece of child.stdout) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  };
  const plain = await curl();
  expect(parseSamples(plain.toString()).length).toBeGreaterThan(3 * CERTIFICATES);
  expect(await curl('--compressed')).toEqual(plain);
  const gzip = await curl('--header', 'Accept-Encoding: gzip');
  expect(gzip.length).toBeLessThan(plain.length / 5);
  expect(runProgram('gunzip', ['-c'], gzip).stdout).toBe(plain.toString());
});

it('is not held up by a client that does not read', async () => {
  const large = plainBody([], 'x'.repeat(20_000_000));
  const { url, port } = await startTestServer({ exposition: () => Promise.resolve(large) });
  const lazy = createConnection(port, '127.0.0.1');
  lazy.pause();
  lazy.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  const response = await fetch(`${url}/metrics`, { headers: { 'accept-encoding': 'identity' } });
  expect((await response.arrayBuffer()).byteLength).toBe(20_000_000);
  lazy.destroy();
});

it('says no more than that it failed, and logs why', async () => {
  const { url, lines } = await startTestServer({
    exposition: () => Promise.reject(new Error('secret reason')),
  });
  const response = await fetch(`${url}/metrics`);
  expect([response.status, await response.text()]).toEqual([500, 'Internal server error.\n']);
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 'error', path: '/metrics', err: 'secret reason' }),
  );
});
