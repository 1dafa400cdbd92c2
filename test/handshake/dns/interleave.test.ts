import { expect, it } from 'vitest';
import { interleave } from '../../../src/handshake/dns/interleave.ts';

it('takes the families in turn, IPv6 first', () => {
  const four = (address: string) => ({ address, family: 4 as const });
  const six = (address: string) => ({ address, family: 6 as const });
  expect(interleave([four('a'), four('b'), six('c'), four('d')]).map(({ address }) => address)).toEqual([
    'c',
    'a',
    'b',
    'd',
  ]);
  expect(interleave([])).toEqual([]);
});
