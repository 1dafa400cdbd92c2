import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { combineCrc32 } from '../../src/metrics/crc32-combine.ts';
import fc from '../support/fast-check.ts';

it('is the checksum of both pieces put together', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ maxLength: 300 }), (first, second) => {
      const whole = crc32(Buffer.concat([first, second]));
      expect(combineCrc32(crc32(first), crc32(second), second.length)).toBe(whole);
    }),
  );
});

it('holds for megabytes', () => {
  const [first, second] = [Buffer.alloc(1_234_567, 'a'), Buffer.alloc(7_654_321, 'bc')];
  expect(combineCrc32(crc32(first), crc32(second), second.length)).toBe(
    crc32(Buffer.concat([first, second])),
  );
});

it('changes nothing for an empty second piece', () => {
  expect(combineCrc32(0x12345678, 0, 0)).toBe(0x12345678);
});
