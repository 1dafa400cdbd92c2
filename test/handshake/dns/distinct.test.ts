import { expect, it } from 'vitest';
import { distinct } from '../../../src/handshake/dns/distinct.ts';

it('gives each address once, however it is written, in the order in which they came', () => {
  const four = (address: string) => ({ address, family: 4 as const });
  const six = (address: string) => ({ address, family: 6 as const });
  const given = [
    six('::1'),
    four('127.0.0.1'),
    six('0:0:0:0:0:0:0:1'),
    four('127.0.0.1'),
    six('FE80::1%eth0'),
    six('fe80::1%eth1'),
    six('fe80::1%eth0'),
    six('::ffff:127.0.0.1'),
  ];
  expect(distinct(given).map(({ address }) => address)).toEqual([
    '::1',
    '127.0.0.1',
    'FE80::1%eth0',
    'fe80::1%eth1',
    '::ffff:127.0.0.1',
  ]);
  expect(distinct([])).toEqual([]);
});
