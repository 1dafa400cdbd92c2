import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Probed, probeOnce } from '../../../src/app.ts';
import { plain } from '../../../src/cli/probe/paint.ts';
import { report } from '../../../src/cli/probe/report.ts';
import { run } from '../../../src/cli/run.ts';
import { SystemResolver } from '../../../src/handshake/dns/system-resolver.ts';
import { HANDSHAKE_REASONS, type HandshakeReason, type Phase } from '../../../src/model/handshake.ts';
import { HANDSHAKE_WORDS } from '../../../src/model/handshake-words.ts';
import { blackHole } from '../../support/black-hole.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { moduleOptions, targetAt } from '../../support/dialling.ts';
import { dnsServer } from '../../support/dns-server.ts';
import { httpProxy } from '../../support/http-proxy.ts';
import { ocspResponse } from '../../support/ocsp-maker.ts';
import { authority, type PkiOptions, server as serverCertificate } from '../../support/pki.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';
import { hangUp, hear, reset, say, scriptedServer } from '../../support/scripted-server.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { handshakeMessage, tlsRecord } from '../../support/tls-records.ts';
import { type TlsServerOptions, tlsServer } from '../../support/tls-servers.ts';

const NOW = Math.floor(Date.now() / 1000);
const DAY = 86_400;
const CLIENT_HELLO = '\x16\x03\x01';

/** Runs the command, and gives back what it prints. */
async function probe(target: string, ...flags: string[]): Promise<string> {
  const terminal = recordedTerminal();
  const status = await run(['probe', ...flags, target], terminal);
  expect(terminal.err()).toBe('');
  expect(status).toBe(1);
  return terminal.out();
}

const at = (port: number): string => `127.0.0.1:${port}`;

/** The report on a name that is looked up at a name server of the test's own. */
async function probeName(answer: 'nxdomain' | 'silence'): Promise<string> {
  await using dns = await dnsServer(() => answer);
  const conf = temporaryFile('resolv.conf', 'nameserver 127.0.0.1\noptions timeout:20 attempts:1\n');
  const resolver = new SystemResolver({ hostsPath: '/dev/null', resolvConfPath: conf, port: dns.port });
  onTestFinished(() => resolver.close());
  const [probed] = await probeOnce(
    [targetAt(443, 'www.example.com')],
    moduleOptions({ timeout: answer === 'silence' ? 0.3 : 20 }),
    undefined,
    { environment: {}, resolver },
  );
  return report(probed as Probed, NOW, plain);
}

interface Issued {
  readonly root: GeneratedCertificate;
  readonly intermediate: GeneratedCertificate;
  readonly leaf: GeneratedCertificate;
}

const VALID = { notBefore: NOW - 30 * DAY, notAfter: NOW + 60 * DAY };

function issue(leaf: PkiOptions = {}, intermediate: PkiOptions = {}): Issued {
  const root = authority('Example Root', VALID);
  const issuing = authority('Example Intermediate', { ...VALID, issuer: root, ...intermediate });
  const sans = ['IP:127.0.0.1', 'DNS:www.example.com'];
  return {
    root,
    intermediate: issuing,
    leaf: serverCertificate({ ...VALID, sans, issuer: issuing, ...leaf }),
  };
}

/** Serves a chain to the command, which trusts its root alone. */
async function probeChain(
  { root, intermediate, leaf }: Issued,
  {
    served = [leaf, intermediate],
    flags = [],
    ...tls
  }: TlsServerOptions & {
    served?: readonly GeneratedCertificate[];
    flags?: readonly string[];
  } = {},
): Promise<string> {
  const cert = served.map(({ pem }) => pem).join('');
  await using server = await tlsServer({ key: leaf.privateKeyPem, cert, ...tls });
  const trust = `--ca-file=${temporaryFile('ca.pem', root.pem)}`;
  return await probe(at(server.port), trust, ...flags);
}

/** A port of the loopback interface at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the server listened on no port');
  return address.port;
}

async function probeScript(steps: Parameters<typeof scriptedServer>[0], ...flags: string[]): Promise<string> {
  await using server = await scriptedServer(steps);
  return await probe(at(server.port), ...flags);
}

type Case = readonly [reason: HandshakeReason, phase: Phase, what: string, report: () => Promise<string>];

/** Every way to fail, and a real server, proxy or name server that brings it about. */
const CASES: readonly Case[] = [
  ['dns_not_found', 'dns', 'a name server that knows no such name', () => probeName('nxdomain')],
  ['dns_timeout', 'dns', 'a name server that is silent', () => probeName('silence')],
  ['connection_refused', 'connect', 'a port where nobody listens', async () => probe(at(await closedPort()))],
  [
    'connection_reset',
    'tls',
    'a server that resets after the ClientHello',
    () => probeScript([hear(CLIENT_HELLO), reset]),
  ],
  [
    'connection_timeout',
    'connect',
    'a host that drops packets',
    async () => {
      await using hole = await blackHole();
      return await probe(at(hole.port), '--timeout=300ms');
    },
  ],
  ['unreachable', 'connect', 'an address that is nobody', () => probe('255.255.255.255:443')],
  [
    'closed',
    'tls',
    'a server that hangs up after the ClientHello',
    () => probeScript([hear(CLIENT_HELLO), hangUp]),
  ],
  [
    'proxy_refused',
    'proxy',
    'a proxy that wants credentials',
    async () => {
      await using proxy = await httpProxy({ credentials: 'user:secret' });
      return await probe('www.example.com:443', `--proxy=http://${at(proxy.port)}`);
    },
  ],
  [
    'proxy_timeout',
    'proxy',
    'a proxy that is silent',
    async () => {
      await using silent = await scriptedServer([]);
      return await probe('www.example.com:443', `--proxy=http://${at(silent.port)}`, '--timeout=300ms');
    },
  ],
  [
    'starttls_unsupported',
    'starttls',
    'a mail server without STARTTLS',
    () =>
      probeScript(
        [
          say('220 mail.example.com ESMTP\r\n'),
          hear('EHLO'),
          say('250-mail.example.com\r\n250 SIZE 1000\r\n'),
        ],
        '--starttls=smtp',
      ),
  ],
  [
    'starttls_timeout',
    'starttls',
    'a mail server that does not greet',
    () => probeScript([], '--starttls=smtp', '--timeout=300ms'),
  ],
  [
    'not_tls',
    'tls',
    'a server of HTTP without TLS',
    () =>
      probeScript([hear(CLIENT_HELLO), say('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'), hangUp]),
  ],
  [
    'protocol_version',
    'tls',
    'a server of TLS 1.1 alone',
    async () => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      await using server = await tlsServer(old);
      return await probe(at(server.port));
    },
  ],
  [
    'protocol_error',
    'tls',
    'a server whose ServerHello makes no sense',
    () => probeScript([hear(CLIENT_HELLO), say(tlsRecord(22, handshakeMessage(2, Buffer.alloc(40, 0xff))))]),
  ],
  [
    'client_certificate_required',
    'tls',
    'a server that wants a client certificate',
    () => {
      const issued = issue();
      return probeChain(issued, { requestCert: true, ca: issued.root.pem });
    },
  ],
  [
    'tls_alert',
    'tls',
    'a server that has no cipher in common',
    async () => {
      await using server = await tlsServer({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' });
      return await probe(at(server.port), '--max-version=1.2');
    },
  ],
  ['tls_timeout', 'tls', 'a server that is silent', () => probeScript([], '--timeout=300ms')],
  ['expired', 'verify', 'a leaf that has expired', () => probeChain(issue({ notAfter: NOW - 3 * DAY }))],
  ['not_yet_valid', 'verify', 'a leaf of tomorrow', () => probeChain(issue({ notBefore: NOW + DAY }))],
  [
    'self_signed',
    'verify',
    'a leaf by itself',
    () => {
      const { root, intermediate } = issue();
      return probeChain({ root, intermediate, leaf: serverCertificate(VALID) }, {});
    },
  ],
  [
    'unknown_authority',
    'verify',
    'a chain by an authority that is not trusted',
    () => probeChain({ ...issue(), root: authority('Another Root', VALID) }),
  ],
  [
    'missing_intermediate',
    'verify',
    'a leaf without the intermediate',
    () => {
      const issued = issue();
      const file = temporaryFile('intermediates.pem', issued.intermediate.pem);
      return probeChain(issued, { served: [issued.leaf], flags: [`--intermediates-file=${file}`] });
    },
  ],
  [
    'weak_crypto',
    'verify',
    'an authority that signs with SHA-1',
    () => probeChain(issue({}, { key: 'ec-p256-sha1' }), { ciphers: 'DEFAULT@SECLEVEL=0' }),
  ],
  [
    'hostname_mismatch',
    'verify',
    'a leaf for another name',
    () => probeChain(issue(), { flags: ['--server-name=db.internal'] }),
  ],
  [
    'revoked',
    'verify',
    'a stapled response that says so',
    () => {
      const issued = issue();
      const { leaf, intermediate: issuer } = issued;
      const dates = { thisUpdate: NOW - 3600, nextUpdate: NOW + DAY };
      return probeChain(issued, { staple: ocspResponse({ leaf, issuer, status: 'revoked', ...dates }) });
    },
  ],
  [
    'invalid_chain',
    'verify',
    'a leaf that is for clients alone',
    () => probeChain(issue({ purposes: ['clientAuth'] })),
  ],
];

describe('each way to fail is explained', () => {
  it.each(CASES)('%s, in the phase %s: %s', async (reason, phase, _what, probed) => {
    const [head = '', explanation = '', ...lines] = (await probed()).split('\n');
    expect(head).toMatch(new RegExp(` {2}FAILED {2}${phase}: ${reason}$`));
    const { meaning, remedy } = HANDSHAKE_WORDS[reason];
    expect(explanation).toContain(` ${meaning}`);
    expect(explanation).toContain(`: ${remedy}.`);
    expect(lines[0]).toMatch(/^ {2}detail {4}\S.*\S$/);
    expect(lines.join('\n')).toMatch(/^ {2}phases {4}/m);
  });

  it('with a case for every reason of the closed list but one', () => {
    // `internal` is for faults of the exporter itself, such as a client certificate that cannot be loaded: no server
    // brings it about.
    expect(CASES.map(([reason]) => reason).toSorted()).toEqual(
      HANDSHAKE_REASONS.filter((reason) => reason !== 'internal').toSorted(),
    );
  });

  it('and that one by a client certificate that is none', async () => {
    const file = temporaryFile('client.pem', 'nothing');
    await using server = await tlsServer();
    const out = await probe(at(server.port), `--cert-file=${file}`, `--key-file=${file}`);
    expect(out).toContain('FAILED  tls: internal');
    expect(out).toContain(HANDSHAKE_WORDS.internal.remedy);
  });
});
