import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAllowedHost } from '../../../src/config/allowed-host.ts';
import type { AttemptContext } from '../../../src/handshake/attempt.ts';
import { SystemResolver } from '../../../src/handshake/dns/system-resolver.ts';
import { AllowList } from '../../../src/handshake/guard/allow-list.ts';
import { guardedAttempt } from '../../../src/handshake/guard/guarded-attempt.ts';
import { RefusedError } from '../../../src/handshake/guard/refused-error.ts';
import type { ModuleOptions } from '../../../src/model/handshake-module.ts';
import { attemptContext } from '../../support/attempting.ts';
import { moduleOptions, targetAt } from '../../support/dialling.ts';
import { type DnsAnswer, dnsServer } from '../../support/dns-server.ts';
import { httpProxy } from '../../support/http-proxy.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const NOW = 1_795_305_600;
const ANY_PORT = [{ first: 1, last: 65_535 }];

function allowing(...hosts: readonly string[]): AllowList {
  return new AllowList(
    hosts.map((text) => {
      const host = parseAllowedHost(text);
      if (host === undefined) throw new Error(`${text} is no host`);
      return { host, ports: ANY_PORT };
    }),
  );
}

/** A resolver that asks a name server on the loopback interface. */
function resolverAt(port: number): SystemResolver {
  const resolvConfPath = temporaryFile(
    'resolv.conf',
    'nameserver 127.0.0.1\noptions timeout:20 attempts:1\n',
  );
  const resolver = new SystemResolver({ hostsPath: '/dev/null', resolvConfPath, port });
  onTestFinished(() => resolver.close());
  return resolver;
}

/** What became of one attempt: `refused`, or the reason of the failure, or `connected`. */
async function outcome(
  host: string,
  port: number,
  list: AllowList,
  context: Partial<AttemptContext> = {},
  module: Partial<ModuleOptions> = {},
): Promise<string> {
  try {
    const [one] = await guardedAttempt(
      targetAt(port, host),
      moduleOptions({ timeout: 5, ...module }),
      attemptContext(NOW, context),
      list,
    );
    return one?.result.completed === true
      ? `connected to ${one.result.peerAddress}`
      : `${one?.result.failure?.reason}`;
  } catch (error) {
    if (error instanceof RefusedError) return 'refused';
    throw error;
  }
}

describe('names that lead astray', () => {
  it.each<[string, DnsAnswer]>([
    ['the loopback', ['127.0.0.1']],
    ['the loopback over IPv6', ['::1']],
    ['all of the host', ['0.0.0.0']],
    ['the metadata service', ['169.254.169.254']],
    ['the metadata service over IPv6', ['fd00:ec2::254']],
    ['the loopback as IPv6', ['::ffff:7f00:1']],
    ['the loopback by NAT64', ['64:ff9b::7f00:1']],
    ['the link', ['fe80::1']],
    ['several of these', ['127.0.0.1', '127.0.0.2', '169.254.169.254']],
  ])('are not followed to %s', async (_where, answer) => {
    await using server = await tlsServer();
    await using dns = await dnsServer((_name, type) =>
      typeof answer === 'string' ? answer : answer.filter((each) => each.includes(':') === (type === 'AAAA')),
    );
    const context = { resolver: resolverAt(dns.port) };
    expect(await outcome('www.example.com', server.port, allowing('*.example.com'), context)).toBe('refused');
    expect(dns.questions).toContain('A www.example.com');
  });

  it('are followed there where a network says so', async () => {
    await using server = await tlsServer();
    await using dns = await dnsServer((_name, type) => (type === 'A' ? ['127.0.0.1'] : []));
    const context = { resolver: resolverAt(dns.port) };
    const where = ['www.example.com', server.port] as const;
    expect(await outcome(...where, allowing('127.0.0.0/8'), context)).toBe('connected to 127.0.0.1');
    expect(await outcome(...where, allowing('0.0.0.0/0', '::/0'), context)).toBe('refused');
    expect(await outcome(...where, allowing('10.0.0.0/8'), context)).toBe('refused');
  });

  it('are dialled at the addresses that were judged, whatever DNS says a moment later', async () => {
    await using allowed = await tlsServer({ host: '127.0.0.2' });
    await using secret = await tlsServer({ host: '127.0.0.1', port: allowed.port });
    expect(secret.port).toBe(allowed.port);
    let answers = 0;
    await using dns = await dnsServer((_name, type) => {
      if (type === 'AAAA') return [];
      answers += 1;
      return answers === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
    });
    const context = { resolver: resolverAt(dns.port) };
    const attempt = () => outcome('rebinding.example.com', allowed.port, allowing('127.0.0.2'), context);
    expect(await attempt()).toBe('connected to 127.0.0.2');
    expect(answers).toBe(1);
    expect(await attempt()).toBe('refused');
  });

  it('are dialled at those of their addresses alone that are allowed', async () => {
    await using server = await tlsServer({ host: '127.0.0.2' });
    await using dns = await dnsServer((_name, type) => (type === 'A' ? ['127.0.0.1', '127.0.0.2'] : []));
    const context = { resolver: resolverAt(dns.port) };
    const list = allowing('127.0.0.2');
    expect(await outcome('a.example.com', server.port, list, context)).toBe('connected to 127.0.0.2');
    expect(await outcome('a.example.com', server.port, list, context, { ip: 'all' })).toBe(
      'connected to 127.0.0.2',
    );
  });

  it('are not looked up where no rule could fit', async () => {
    await using dns = await dnsServer(() => ['127.0.0.1']);
    const context = { resolver: resolverAt(dns.port) };
    expect(await outcome('a.example.net', 443, allowing('*.example.com'), context)).toBe('refused');
    expect(dns.questions).toEqual([]);
  });

  it('may not exist, which is no refusal', async () => {
    await using dns = await dnsServer(() => 'nxdomain');
    const context = { resolver: resolverAt(dns.port) };
    expect(await outcome('a.example.com', 443, allowing('*.example.com'), context)).toBe('dns_not_found');
  });

  it('may be names of this host, which is the loopback all the same', async () => {
    await using server = await tlsServer();
    for (const host of ['localhost', 'LOCALHOST.', 'a.localhost']) {
      expect(await outcome(host, server.port, allowing('localhost', '*.localhost'))).toBe('refused');
    }
    const hostsPath = temporaryFile('hosts', '127.0.0.1 www.example.com\n');
    const resolver = new SystemResolver({ hostsPath, resolvConfPath: '/dev/null', port: 9 });
    onTestFinished(() => resolver.close());
    expect(await outcome('www.example.com', server.port, allowing('www.example.com'), { resolver })).toBe(
      'refused',
    );
  });
});

describe('addresses as targets', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '0.0.0.0', '::', '169.254.169.254'])(
    '%s is refused under rules that hold the world',
    async (host) => {
      await using server = await tlsServer();
      expect(await outcome(host, server.port, allowing('*.com', '0.0.0.0/0', '::/0'))).toBe('refused');
    },
  );

  it('are dialled where a network allows them, in either form', async () => {
    await using server = await tlsServer();
    expect(await outcome('127.0.0.1', server.port, allowing('127.0.0.1'))).toBe('connected to 127.0.0.1');
    const mapped = await outcome('::ffff:127.0.0.1', server.port, allowing('127.0.0.1'));
    expect(mapped).toBe('connected to ::ffff:127.0.0.1');
  });
});

describe('behind a proxy, which resolves the name', () => {
  it('a name needs a rule by name', async () => {
    await using server = await tlsServer();
    await using proxy = await httpProxy({ leadsTo: server.port });
    const module = { proxy: { kind: 'url', url: `http://127.0.0.1:${proxy.port}` } } as const;
    const asked = (...hosts: string[]) => outcome('www.example.com', 443, allowing(...hosts), {}, module);
    expect(await asked('www.example.com')).toBe('connected to undefined');
    expect(await asked('0.0.0.0/0', '::/0', '127.0.0.0/8')).toBe('refused');
    expect(await asked('other.example.com')).toBe('refused');
  });

  it('an address is judged as it is written', async () => {
    await using server = await tlsServer();
    await using proxy = await httpProxy({ leadsTo: server.port });
    const context = { environment: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } };
    const module = { proxy: { kind: 'environment' } } as const;
    const asked = (host: string, ...hosts: string[]) =>
      outcome(host, 443, allowing(...hosts), context, module);
    expect(await asked('192.0.2.1', '192.0.2.0/24')).toBe('connected to undefined');
    expect(await asked('192.0.2.1', '198.51.100.0/24')).toBe('refused');
    expect(await asked('169.254.169.254', '0.0.0.0/0')).toBe('refused');
  });

  it('nobody is allowed for the reason that the proxy is none', async () => {
    const module = { proxy: { kind: 'url', url: 'http://[' } } as const;
    expect(await outcome('a.example', 443, allowing('b.example'), {}, module)).toBe('refused');
    expect(await outcome('a.example', 443, allowing('a.example'), {}, module)).toBe('proxy_refused');
  });
});
