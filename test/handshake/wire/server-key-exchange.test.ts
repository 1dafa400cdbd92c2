import { expect, it } from 'vitest';
import { parseEcdheGroup } from '../../../src/handshake/wire/server-key-exchange.ts';

it('reads the named group, and none where there is none', () => {
  expect(parseEcdheGroup(Buffer.of(3, 0, 29, 32))).toBe(29);
  expect(parseEcdheGroup(Buffer.of(1, 0, 29))).toBeUndefined();
  expect(parseEcdheGroup(Buffer.of(3, 0))).toBeUndefined();
  expect(parseEcdheGroup(new Uint8Array(0))).toBeUndefined();
});
