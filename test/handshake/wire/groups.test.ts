import { expect, it } from 'vitest';
import { groupName } from '../../../src/handshake/wire/groups.ts';

it('names groups as IANA does, and unknown ones by their number', () => {
  expect(groupName(29)).toBe('x25519');
  expect(groupName(4588)).toBe('X25519MLKEM768');
  expect(groupName(0x0a0a)).toBe('0x0a0a');
  expect(groupName(1)).toBe('0x0001');
});
