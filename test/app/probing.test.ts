import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Attempting } from '../../src/app/attempting.ts';
import { Probing } from '../../src/app/probing.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { SystemResolver } from '../../src/handshake/dns/system-resolver.ts';
import type { ProbeAnswer, ProbeQuery } from '../../src/http/probe.ts';
import { createChain } from '../support/certificate-factory.ts';
import { dnsServer } from '../support/dns-server.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { scriptedServer } from '../support/scripted-server.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { tlsServer } from '../support/tls-servers.ts';

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  readonly resolver?: SystemResolver;
}

const settings = (yaml: string) => resolveConfig(parseConfig(yaml, 'test.yml'), {});

function probing(yaml: string, { environment = {}, resolver }: Options = {}): Probing {
  const attempting = new Attempting({ environment, ...(resolver === undefined ? {} : { resolver }) });
  onTestFinished(() => attempting.close());
  const made = new Probing(recordedLog().log, attempting);
  made.use(settings(yaml));
  return made;
}

const TO_LOOPBACK = 'probe: { allow: [{ host: 127.0.0.1, ports: [1-65535] }] }';
const LOOPBACK = `handshake: { ${TO_LOOPBACK} }`;

const ask = (made: Probing, query: ProbeQuery): Promise<ProbeAnswer> =>
  made.probe(query, new AbortController().signal);

/** The status of a refusal, or the metrics. */
async function answer(made: Probing, query: ProbeQuery): Promise<number | string> {
  const given = await ask(made, query);
  return given.kind === 'refused' ? given.status : given.exposition('text').toString();
}

describe('whom it dials', () => {
  it('is nobody without a configuration, and without rules', async () => {
    await using server = await tlsServer();
    const query = { target: `127.0.0.1:${server.port}` };
    for (const yaml of [
      '',
      'handshake: {}',
      'handshake: { probe: {} }',
      'handshake: { probe: { allow: [] } }',
    ]) {
      expect(await answer(probing(yaml), query)).toBe(403);
    }
  });

  it('is whom a rule allows', async () => {
    const chain = createChain({ sans: ['IP:127.0.0.1'], notAfter: 4_000_000_000 });
    await using server = await tlsServer({ chain });
    const ca = temporaryFile('ca.pem', chain.root.pem);
    const yaml = LOOPBACK.replace('handshake: {', `handshake: { modules: { own: { ca_file: ${ca} } },`);
    const target = `127.0.0.1:${server.port}`;
    const text = await answer(probing(yaml), { target, module: 'own' });
    expect(text).toMatch(/^probe_success 1$/m);
    expect(text).toContain(`tls_handshake_success{target="${target}",module="own"} 1`);
    expect(text).toMatch(/^tls_cert_info\{source="handshake",target=/m);
    const untrusted = await answer(probing(yaml), { target });
    expect(untrusted).toMatch(/^probe_success 0$/m);
    expect(untrusted).toContain('phase="verify"');
    expect(untrusted).toMatch(/^tls_cert_info\{source="handshake",target=/m);
  });

  it('takes an address of the web for the host and port that it names', async () => {
    await using server = await tlsServer();
    const text = await answer(probing(LOOPBACK), { target: `https://127.0.0.1:${server.port}/path?query` });
    expect(text).toContain(`tls_handshake_completed{target="127.0.0.1:${server.port}",module="default"} 1`);
    expect(await answer(probing(LOOPBACK), { target: `http://127.0.0.1:${server.port}/` })).toBe(400);
  });

  it.each([
    ['the loopback in decimal', '2130706433', 400],
    ['the loopback in octal', '0177.0.0.1', 400],
    ['the loopback in hexadecimal', '0x7f.1', 400],
    ['the loopback, shortened', '127.1', 400],
    ['the loopback in other digits', '１２７.0.0.1', 400],
    ['the loopback, mapped', '[::ffff:127.0.0.1]', 403],
    ['the loopback, mapped, in hexadecimal', '[::ffff:7f00:1]', 403],
    ['the loopback by NAT64', '[64:ff9b::7f00:1]', 403],
    ['the loopback by 6to4', '[2002:7f00:1::]', 403],
    ['the loopback of IPv6', '[::1]', 403],
    ['with a zone', '[::1%25lo]', 400],
    ['unspecified', '0.0.0.0', 403],
    ['unspecified of IPv6', '[::]', 403],
    ['the metadata service', '169.254.169.254', 403],
    ['localhost', 'localhost', 403],
    ['localhost with a dot', 'localhost.', 403],
    ['another case', 'LocalHost', 403],
    ['a name below it', 'a.localhost', 403],
    ['a user before it', 'www.example.com@127.0.0.1', 400],
    ['a line break', 'www.example.com\r\n127.0.0.1', 400],
    ['a NUL', '127.0.0.1\0.example.com', 400],
    ['a percent', '127.0.0.1%2f.example.com', 400],
    ['a hash', '127.0.0.1#.example.com', 400],
    ['white space', ' 127.0.0.1', 400],
    ['very much', `${'a'.repeat(1_000_000)}.example.com`, 400],
  ])('is not %s under rules for all the world', async (_what, host, status) => {
    await using server = await tlsServer();
    const rules = ['"*.example.com"', '"*.localhost"', 'localhost', '0.0.0.0/0', '"::/0"']
      .map((rule) => `{ host: ${rule}, ports: [1-65535] }`)
      .join(', ');
    const made = probing(`handshake: { probe: { allow: [${rules}] } }`);
    expect(await answer(made, { target: `${host}:${server.port}` })).toBe(status);
    // As an address of the web it is no less refused: 403 where the text is understood, and means another host.
    const url = `https://${host}:${server.port}/`;
    expect([400, 403]).toContain(await answer(made, { target: url }));
  });

  it.each(['0', '65536', '-1', '', '443x', '4 43', '99999999999999999999'])('is no port %j', async (port) => {
    expect(await answer(probing(LOOPBACK), { target: `127.0.0.1:${port}` })).toBe(400);
  });

  it('is who the name leads to when it is looked up, once', async () => {
    await using server = await tlsServer();
    let answers = 0;
    await using dns = await dnsServer((_name, type) => {
      if (type === 'AAAA') return [];
      answers += 1;
      return answers === 1 ? ['127.0.0.1'] : ['127.0.0.66'];
    });
    const conf = temporaryFile('resolv.conf', 'nameserver 127.0.0.1\n');
    const resolver = new SystemResolver({ hostsPath: '/dev/null', resolvConfPath: conf, port: dns.port });
    onTestFinished(() => resolver.close());
    const made = probing(LOOPBACK, { resolver });
    const query = { target: `www.example.com:${server.port}` };
    expect(await answer(made, query)).toContain('peer_address="127.0.0.1"');
    expect(answers).toBe(1);
    expect(await answer(made, query)).toBe(403);
  });
});

describe('how it dials', () => {
  it('is by a module that exists', async () => {
    const made = probing(LOOPBACK);
    for (const module of ['other', '__proto__', '../default', 'Default']) {
      expect(await answer(made, { target: '127.0.0.1:1', module })).toBe(400);
    }
  });

  it('may have another server name, which changes where nothing goes', async () => {
    const chain = createChain({ sans: ['DNS:db.internal'], notAfter: 4_000_000_000 });
    await using server = await tlsServer({ chain });
    const target = `127.0.0.1:${server.port}`;
    const text = await answer(probing(LOOPBACK), { target, serverName: 'db.internal' });
    expect(text).toContain(`tls_handshake_hostname_match{target="${target}",module="default"} 1`);
    expect(text).toContain('peer_address="127.0.0.1"');
    for (const serverName of ['a b', '<x/>', 'a\r\nb', '127.0.0.1', 'a'.repeat(300)]) {
      expect(await answer(probing(LOOPBACK), { target, serverName })).toBe(400);
    }
  });

  it('takes no longer than the scraper has', async () => {
    await using silent = await scriptedServer([]);
    const made = probing(`handshake: { modules: { default: { timeout: 1m } }, ${TO_LOOPBACK} }`);
    const text = await answer(made, { target: `127.0.0.1:${silent.port}`, scrapeTimeout: 2 });
    expect(text).toMatch(/^probe_success 0$/m);
    expect(text).toContain('phase="tls",reason="tls_timeout"');
    expect(Number(/^probe_duration_seconds (.*)$/m.exec(String(text))?.[1])).toBeLessThan(15);
  });

  it('ends when nobody waits for it any more', async () => {
    await using silent = await scriptedServer([]);
    const leaving = new AbortController();
    const made = probing(LOOPBACK);
    const asked = made.probe({ target: `127.0.0.1:${silent.port}` }, leaving.signal);
    await vi.waitFor(() => expect(silent.heard().length).toBeGreaterThan(0), { timeout: 20_000 });
    leaving.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });
});

describe('too many at once', () => {
  it('are refused, until one is done', async () => {
    await using silent = await scriptedServer([]);
    const made = probing(LOOPBACK.replace('probe: {', 'probe: { concurrency: 2,'));
    const query = { target: `127.0.0.1:${silent.port}` };
    const leaving = new AbortController();
    const under = [0, 1].map(async () => made.probe(query, leaving.signal).catch(() => 'called off'));
    expect(await answer(made, query)).toBe(503);
    // What is not allowed takes no place either.
    expect(await answer(made, { target: 'nonsense' })).toBe(400);
    leaving.abort();
    expect(await Promise.all(under)).toEqual(['called off', 'called off']);
    const text = await answer(made, { ...query, scrapeTimeout: 0.1 });
    expect(text).toMatch(/^probe_success 0$/m);
  });
});

it('takes another configuration, and closes with it', async () => {
  await using server = await tlsServer();
  const query = { target: `127.0.0.1:${server.port}` };
  const made = probing(LOOPBACK);
  expect(await answer(made, query)).toContain('probe_success');
  made.use(settings(''));
  expect(await answer(made, query)).toBe(403);
});

it('does not tell a refusal by a rule from one by an address', async () => {
  const made = probing('handshake: { probe: { allow: [{ host: 0.0.0.0/0 }] } }');
  const byPort = await ask(made, { target: 'localhost:1' });
  const byAddress = await ask(made, { target: 'localhost:443' });
  expect(byPort).toEqual(byAddress);
});
