import { describe, expect, it } from 'vitest';
import { contains, encloses, rangeOf, reachedOctets } from '../../../src/handshake/guard/ip-range.ts';

const octets = (address: string): Buffer => {
  const reached = reachedOctets(address);
  if (reached === undefined) throw new Error(`${address} is no address`);
  return reached;
};

describe('a range', () => {
  it.each([
    ['10.0.0.0/8', '10.255.1.2', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.20.0.0/15', '10.21.255.255', true],
    ['10.20.0.0/15', '10.22.0.0', false],
    ['192.0.2.1/32', '192.0.2.1', true],
    ['192.0.2.1/32', '192.0.2.2', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['10.1.2.3/8', '10.9.9.9', true],
  ])('%s holds %s: %s', (range, address, held) => {
    expect(contains(rangeOf(range), octets(address))).toBe(held);
  });

  it.each([
    ['127.0.0.0/8', '127.0.0.1/32', true],
    ['127.0.0.0/8', '127.0.0.0/8', true],
    ['127.0.0.0/8', '0.0.0.0/0', false],
    ['127.0.0.0/8', '126.0.0.0/7', false],
    ['127.0.0.0/8', '10.0.0.0/8', false],
  ])('%s encloses %s: %s', (outer, inner, enclosed) => {
    expect(encloses(rangeOf(outer), rangeOf(inner))).toBe(enclosed);
  });
});

describe('the address that is reached', () => {
  it.each([
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::ffff:7f00:1', '127.0.0.1'],
    ['64:ff9b::a9fe:a9fe', '169.254.169.254'],
    ['64:ff9b::169.254.169.254', '169.254.169.254'],
    ['0:0:0:0:0:FFFF:0a00:0001', '10.0.0.1'],
  ])('%s is %s', (address, reached) => {
    expect([...octets(address)]).toEqual(reached.split('.').map(Number));
  });

  it.each(['', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', 'fe80::1%eth0', '127.0.0.1.'])(
    '%j is none',
    (text) => {
      expect(reachedOctets(text)).toBeUndefined();
    },
  );
});
