import { expect, it } from 'vitest';
import { reachedOctets } from '../../../src/handshake/guard/ip-range.ts';
import { surroundingsOf } from '../../../src/handshake/guard/surroundings.ts';

const isAround = (address: string): boolean =>
  surroundingsOf(reachedOctets(address) ?? Buffer.alloc(0)) !== undefined;

it.each([
  '0.0.0.0',
  '127.0.0.1',
  '127.255.255.254',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::1',
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '64:ff9b::169.254.169.254',
  '169.254.170.2',
  'fe80::1',
  'fec0::1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
  '224.0.0.1',
  '255.255.255.255',
  'ff02::1',
])('%s belongs to the surroundings', (address) => {
  expect(isAround(address)).toBe(true);
});

it.each(['1.1.1.1', '10.0.0.1', '192.168.1.1', '100.64.0.1', '2001:db8::1', 'fd00::1', '64:ff9b::101:101'])(
  '%s does not',
  (address) => {
    expect(isAround(address)).toBe(false);
  },
);
