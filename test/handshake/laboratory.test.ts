import { describe, expect, it } from 'vitest';
import { type Attempt, attempt } from '../../src/handshake/attempt.ts';
import { alertName } from '../../src/handshake/wire/alerts.ts';
import type { ModuleOptions } from '../../src/model/handshake-module.ts';
import { attemptContext } from '../support/attempting.ts';
import { moduleOptions, targetAt } from '../support/dialling.ts';
import { exposedGauges } from '../support/exposed-gauges.ts';
import { httpProxy } from '../support/http-proxy.ts';
import { LABORATORY, trustFile } from '../support/laboratory-chains.ts';
import { PROBED_AT } from '../support/probed-result.ts';
import { hangUp, hear, reset, type Step, say, scriptedServer } from '../support/scripted-server.ts';
import { alertRecord, handshakeMessage, tlsRecord } from '../support/tls-records.ts';
import { first, type Meddler, relay, tlsServer } from '../support/tls-servers.ts';

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;
const HOSTS = ['127.0.0.1', '::1'] as const;
const PLACES = VERSIONS.flatMap((version) => HOSTS.map((host) => ({ version, host })));

/** One attempt at a port, by a module with these options. */
async function attemptAt(port: number, host: string, options: Partial<ModuleOptions> = {}): Promise<Attempt> {
  const [one] = await attempt(targetAt(port, host), moduleOptions(options), attemptContext(PROBED_AT));
  if (one === undefined) throw new Error('nothing was attempted');
  return one;
}

/** What is exposed of a target that showed no certificate. */
const failed = (phase: string, reason: string, host: string) => ({
  success: 0,
  completed: 0,
  [`failure{phase=${phase},reason=${reason}}`]: 1,
  [`peer_info{peer_address=${host}}`]: 1,
});

describe.each(PLACES)('every gauge of a server with $version at $host', ({ version, host }) => {
  it.each(LABORATORY)('that serves $what', async ({ serve, options, gauges }) => {
    await using server = await tlsServer({ ...serve(), host, minVersion: version, maxVersion: version });
    // In TLS 1.2 who refuses the client does so before the client has finished.
    const isRefused = gauges['completed'] === 0 && version === 'TLSv1.2';
    const session = isRefused ? {} : { [`info{version=${version}}`]: 1 };
    const expected = { ...session, [`peer_info{peer_address=${host}}`]: 1, ...gauges };
    expect(exposedGauges(await attemptAt(server.port, host, options()))).toEqual(expected);
  });

  it.each([
    ['closes', (client) => client.end(), 'closed'],
    ['resets', (client) => client.resetAndDestroy(), 'connection_reset'],
  ] satisfies [string, (client: Parameters<Meddler>[1]) => unknown, string][])(
    '%s before, amid and after its first flight',
    async (_what, end, reason) => {
      await using server = await tlsServer({ minVersion: version, maxVersion: version });
      for (const count of [0, 1, 5, 60, 200]) {
        const cut = (): Meddler => {
          let sent = 0;
          return (bytes, client) => {
            if (sent === 0 && count > 0) client.write(bytes.subarray(0, count), () => end(client));
            else end(client);
            sent += bytes.length;
          };
        };
        await using meddling = await relay(server.port, cut);
        const { result } = await attemptAt(meddling.port, '127.0.0.1');
        expect([count, result.failure?.reason]).toEqual([count, reason]);
      }
    },
  );

  it('falls silent amid its first flight', async () => {
    await using server = await tlsServer({ minVersion: version, maxVersion: version });
    await using half = await relay(server.port, first(100));
    const gauges = exposedGauges(await attemptAt(half.port, '127.0.0.1', { timeout: 2 }));
    expect(gauges).toEqual(failed('tls', 'tls_timeout', '127.0.0.1'));
  });
});

const CLIENT_HELLO = '\x16\x03\x01';
/** A Certificate message that says that it has 10 MB, in records of the longest kind. */
const HELLO = Buffer.concat([
  Buffer.of(3, 3),
  Buffer.alloc(32, 7),
  Buffer.from('00c02f000005ff01000100', 'hex'),
]);
const TEN_MEGABYTES = Buffer.concat([
  tlsRecord(22, handshakeMessage(2, HELLO)),
  tlsRecord(22, handshakeMessage(11, Buffer.alloc(16_000), 10_000_000)),
  ...Array.from({ length: 40 }, () => tlsRecord(22, Buffer.alloc(16_384))),
]);

const SCRIPTS: readonly [what: string, steps: readonly Step[], reason: string][] = [
  ['plain text', [say('220 mail.example.com ESMTP\r\n')], 'not_tls'],
  ['HTTP', [hear(CLIENT_HELLO), say('HTTP/1.1 400 Bad Request\r\n\r\n')], 'not_tls'],
  ['nothing', [], 'tls_timeout'],
  ['nothing in answer to the ClientHello', [hear(CLIENT_HELLO)], 'tls_timeout'],
  ['half a record', [hear(CLIENT_HELLO), say(tlsRecord(22, Buffer.alloc(99), 16_384))], 'tls_timeout'],
  ['a record that is too long', [hear(CLIENT_HELLO), say(tlsRecord(22, Buffer.alloc(9), 65_535))], 'not_tls'],
  ['a chain of 10 MB', [hear(CLIENT_HELLO), say(TEN_MEGABYTES)], 'protocol_error'],
  ['its end at once', [hangUp], 'closed'],
  ['its end after the ClientHello', [hear(CLIENT_HELLO), hangUp], 'closed'],
  ['a reset after the ClientHello', [hear(CLIENT_HELLO), reset], 'connection_reset'],
  [
    'the ClientHello itself',
    [hear(CLIENT_HELLO), say(tlsRecord(22, handshakeMessage(1, HELLO)))],
    'protocol_error',
  ],
];

describe.each(HOSTS)('every gauge of a server at %s', (host) => {
  it.each(SCRIPTS)('that sends %s', async (_what, steps, reason) => {
    await using server = await scriptedServer(steps, host);
    const timeout = reason === 'tls_timeout' ? 1 : 20;
    const gauges = exposedGauges(await attemptAt(server.port, host, { timeout }));
    expect(gauges).toEqual(failed('tls', reason, host));
  });

  it('that has old versions alone', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using server = await tlsServer({ ...old, host });
    expect(exposedGauges(await attemptAt(server.port, host))).toEqual(
      failed('tls', 'protocol_version', host),
    );
  });
});

/** What an alert in answer to the ClientHello means, where it is not `tls_alert`. */
const OTHERWISE: Readonly<Record<string, string>> = {
  close_notify: 'closed',
  protocol_version: 'protocol_version',
  certificate_required: 'client_certificate_required',
};

it('tells an alert of every kind, those included that nobody has given a name', async () => {
  for (let alert = 0; alert < 256; alert++) {
    await using server = await scriptedServer([hear(CLIENT_HELLO), say(alertRecord(alert)), hangUp]);
    const { result } = await attemptAt(server.port, '127.0.0.1');
    const name = alertName(alert);
    expect([name, result.failure?.reason]).toEqual([name, OTHERWISE[name] ?? 'tls_alert']);
    if (OTHERWISE[name] !== 'closed') expect(result.failure?.detail).toContain(name);
  }
});

it('tells a proxy that puts its own certificate in the place of the server’s', async () => {
  await using interceptor = await tlsServer();
  await using proxy = await httpProxy({ leadsTo: interceptor.port });
  const { result } = await attemptAt(443, 'www.example.com', {
    proxy: { kind: 'url', url: `http://127.0.0.1:${proxy.port}` },
    trust: trustFile(),
  });
  expect(result.failure).toMatchObject({ phase: 'verify', reason: 'unknown_authority' });
  expect(result.failure?.detail).toContain('CN=Example Root CA');
  expect(result.chain.map(({ certificate }) => certificate.issuer)).toContain('CN=Example Issuing CA');
});
