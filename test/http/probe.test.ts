import { once } from 'node:events';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ProbeAnswer, ProbeQuery } from '../../src/http/probe.ts';
import { startTestServer } from '../support/http-server.ts';

const DIALLED: ProbeAnswer = {
  kind: 'dialled',
  exposition: (format) => Buffer.from(format === 'text' ? 'probe_success 1\n' : 'probe_success 1\n# EOF\n'),
};

async function serverWith(answer: ProbeAnswer = DIALLED) {
  const asked: ProbeQuery[] = [];
  const { url } = await startTestServer({
    probe: async (query) => {
      asked.push(query);
      return answer;
    },
  });
  const probe = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/probe${query}`, { headers });
  return { url, asked, probe };
}

describe('what is asked', () => {
  it.each<[string, ProbeQuery]>([
    ['?target=a.example:443', { target: 'a.example:443' }],
    ['?target=a.example:443&module=', { target: 'a.example:443' }],
    [
      '?module=db&target=a:5432&server_name=b.example',
      { target: 'a:5432', module: 'db', serverName: 'b.example' },
    ],
    ['?target=a:5432&hostname=b.example', { target: 'a:5432', serverName: 'b.example' }],
    ['?target=%5B2001%3Adb8%3A%3A1%5D%3A443', { target: '[2001:db8::1]:443' }],
    ['?target=a%2525b:1', { target: 'a%25b:1' }],
    ['?target=a%2Bb:1', { target: 'a+b:1' }],
    ['?target=a%0d%0ab:1', { target: 'a\r\nb:1' }],
    ['?target=b%C3%BCcher.example:443', { target: 'bücher.example:443' }],
  ])('%s is read, and decoded once', async (query, expected) => {
    const { asked, probe } = await serverWith();
    expect((await probe(query)).status).toBe(200);
    expect(asked).toEqual([expected]);
  });

  it.each([
    ['', 'The parameter target is missing.'],
    ['?module=default', 'The parameter target is missing.'],
    ['?target=', 'The parameter target is missing.'],
    ['?target=a:1&target=b:1', 'target is given more than once.'],
    ['?target=a:1&module=a&module=b', 'module is given more than once.'],
    ['?target=a:1&debug=true', '"debug" is no parameter: there are target, module, server_name, hostname.'],
    ['?target=a:1&server_name=b&hostname=b', 'server_name and hostname mean the same: give one of them.'],
    ['?target=a:1&ca_file=/etc/shadow', '"ca_file" is no parameter'],
    ['?target=a:1&%3Cscript%3E=1', '"<script>" is no parameter'],
    ['?target=a:1&__proto__=1', 'is no parameter'],
  ])('%s is no question', async (query, message) => {
    const { asked, probe } = await serverWith();
    const response = await probe(query);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toContain(message);
    expect(asked).toEqual([]);
  });

  it('heeds the time that the scraper has', async () => {
    const { asked, probe } = await serverWith();
    const header = (value: string) => probe('?target=a:1', { 'X-Prometheus-Scrape-Timeout-Seconds': value });
    expect((await header('2.5')).status).toBe(200);
    expect(asked).toEqual([{ target: 'a:1', scrapeTimeout: 2.5 }]);
    for (const bad of ['0', '-1', 'NaN', 'Infinity', '1e9', '1,5', '0x10', '9'.repeat(400), '5, 6']) {
      expect([bad, (await header(bad)).status]).toEqual([bad, 400]);
    }
  });

  it('is a GET', async () => {
    const { asked, url } = await serverWith();
    for (const method of ['HEAD', 'POST', 'PUT']) {
      expect((await fetch(`${url}/probe?target=a:1`, { method })).status).toBe(405);
    }
    expect(asked).toEqual([]);
  });
});

describe('the answer', () => {
  it('is in the format and coding that the client likes', async () => {
    const { probe } = await serverWith();
    const text = await probe('?target=a:1', { accept: 'text/plain', 'accept-encoding': 'identity' });
    expect(text.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.headers.get('cache-control')).toBe('no-store');
    expect(await text.text()).toBe('probe_success 1\n');
    const open = await probe('?target=a:1', { accept: 'application/openmetrics-text; version=1.0.0' });
    expect(open.headers.get('content-type')).toContain('application/openmetrics-text; version=1.0.0');
    expect(await open.text()).toBe('probe_success 1\n# EOF\n');
  });

  it('is packed where that is accepted', async () => {
    const { url } = await serverWith();
    const { host, port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /probe?target=a:1 HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`,
    );
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    const all = Buffer.concat(chunks);
    const body = all.subarray(all.indexOf('\r\n\r\n') + 4);
    expect(all.toString('latin1')).toContain('content-encoding: gzip');
    expect(gunzipSync(body).toString()).toBe('probe_success 1\n');
  });

  it.each([400, 403, 503] as const)('may be a refusal: %d', async (status) => {
    const { probe } = await serverWith({ kind: 'refused', status, message: 'No.' });
    const response = await probe('?target=a:1');
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('No.\n');
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null);
  });
});

it('calls the attempt off when the client goes away', async () => {
  const begun = Promise.withResolvers<void>();
  const calledOff = Promise.withResolvers<string>();
  const { url, lines } = await startTestServer({
    probe: async (_query, signal) => {
      begun.resolve();
      await once(signal, 'abort');
      calledOff.resolve('called off');
      throw signal.reason;
    },
  });
  const leaving = new AbortController();
  const asking = fetch(`${url}/probe?target=a:1`, { signal: leaving.signal });
  await begun.promise;
  leaving.abort();
  await expect(asking).rejects.toThrow();
  expect(await calledOff.promise).toBe('called off');
  expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
  expect(lines.filter((line) => JSON.stringify(line).includes('Request failed'))).toEqual([]);
});

it('answers 500 for a defect, without a word about it', async () => {
  const { url } = await startTestServer({ probe: () => Promise.reject(new Error('secret')) });
  const response = await fetch(`${url}/probe?target=a:1`);
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('Internal server error.\n');
});
