import { describe, expect, it } from 'vitest';
import { parseAllowedHost, parsePorts } from '../../../src/config/allowed-host.ts';
import { AllowList } from '../../../src/handshake/guard/allow-list.ts';

function allowList(...rules: readonly [host: string, ...ports: (number | string)[]][]): AllowList {
  return new AllowList(
    rules.map(([text, ...ports]) => {
      const host = parseAllowedHost(text);
      if (host === undefined) throw new Error(`${text} is no host`);
      return { host, ports: (ports.length === 0 ? [443] : ports).flatMap((port) => parsePorts(port) ?? []) };
    }),
  );
}

describe('a rule by name', () => {
  it.each([
    ['www.example.com', 'www.example.com', true],
    ['www.example.com', 'WWW.Example.COM.', true],
    ['WWW.example.com', 'www.example.com', true],
    ['www.example.com', 'www.example.com..', false],
    ['www.example.com', 'a.www.example.com', false],
    ['www.example.com', 'example.com', false],
    ['www.example.com', 'www.example.com.evil.test', false],
    ['*.example.com', 'www.example.com', true],
    ['*.example.com', 'a.b.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', '.example.com', false],
    ['*.example.com', 'badexample.com', false],
    ['*.example.com', 'www.example.com.', true],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['xn--bcher-kva.example', 'BÜCHER.example', true],
    ['www.example.com', 'ｗｗｗ.example.com', true],
    ['www.example.com', 'www.example.com\n', false],
    ['www.example.com', '', false],
  ])('%s fits %j: %s', (rule, host, fits) => {
    expect(allowList([rule]).for(host, 443).byName).toBe(fits);
  });

  it('holds for its ports alone', () => {
    const list = allowList(['a.example', 443, '8000-8099'], ['b.example']);
    const ports = [442, 443, 444, 7999, 8000, 8099, 8100];
    expect(ports.filter((port) => list.for('a.example', port).byName)).toEqual([443, 8000, 8099]);
    expect(list.for('b.example', 8000).byName).toBe(false);
  });

  it('is looked up once for the same question, and anew for another', () => {
    const list = allowList(['a.example', 443], ['192.0.2.0/24', 8443]);
    expect(list.for('a.example', 443)).toBe(list.for('a.example', 443));
    expect(list.for('a.example', 444)).not.toBe(list.for('a.example', 443));
    const { admits } = list.for('192.0.2.1', 8443);
    const asked = ['192.0.2.1', '192.0.3.1', '192.0.2.1', '192.0.3.1'];
    expect(asked.map(admits)).toEqual([true, false, true, false]);
  });

  it('opens the world and private networks, and not the surroundings', () => {
    const { admits } = allowList(['www.example.com']).for('www.example.com', 443);
    expect(['192.0.2.1', '10.0.0.1', '2001:db8::1', 'fd12::1'].filter(admits)).toHaveLength(4);
    const refused = [
      '127.0.0.1',
      '::1',
      '169.254.169.254',
      '::ffff:127.0.0.1',
      '0.0.0.0',
      'fe80::1%eth0',
      '',
    ];
    expect(refused.filter(admits)).toEqual([]);
  });
});

describe('a rule by network', () => {
  it.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '64:ff9b::a01:203', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['0.0.0.0/0', '127.0.0.1', false],
    ['0.0.0.0/0', '169.254.169.254', false],
    ['::/0', '::1', false],
    ['::/0', '::ffff:10.0.0.1', false],
    ['::/0', '2002:7f00:1::', false],
    ['127.0.0.0/8', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['127.0.0.1', '::ffff:127.0.0.1', true],
    ['::1', '::1', true],
    ['169.254.0.0/16', '169.254.169.254', true],
    ['100.64.0.0/10', '100.64.0.1', true],
    ['100.64.0.0/10', '100.100.100.200', false],
    ['100.100.100.200', '100.100.100.200', true],
    ['64:ff9b:1::/96', '64:ff9b:1::7f00:1', true],
    ['fe80::/10', 'fe80::1', true],
    ['fe80::/10', 'fe80::1%eth0', false],
  ])('%s admits %s: %s', (rule, address, admitted) => {
    expect(allowList([rule]).for('any.example', 443).admits(address)).toBe(admitted);
  });

  it('says whether an address that is not known yet could be admitted', () => {
    const list = allowList(['10.0.0.0/8', 8443]);
    expect(list.for('any.example', 8443)).toMatchObject({ byName: false, byNetwork: true });
    expect(list.for('any.example', 443)).toMatchObject({ byName: false, byNetwork: false });
    expect(list.for('any.example', 443).admits('10.0.0.1')).toBe(false);
  });
});

it('allows nothing where there is no rule', () => {
  const rules = new AllowList([]).for('www.example.com', 443);
  expect(rules).toMatchObject({ byName: false, byNetwork: false });
  expect(rules.admits('192.0.2.1')).toBe(false);
});
