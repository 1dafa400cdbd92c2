import { expect, it } from 'vitest';
import { connectionLimit } from '../../src/http/connection-limit.ts';

const limits = (soft: string): string =>
  'Limit                     Soft Limit           Hard Limit           Units\n' +
  'Max processes             96000                96000                processes\n' +
  `Max open files            ${soft.padEnd(20)} 1048576              files\n`;

it('is half of the descriptors, shared by the servers', () => {
  expect(connectionLimit(1, () => limits('1024'))).toBe(512);
  expect(connectionLimit(3, () => limits('1048576'))).toBe(174_762);
});

it('is never none', () => {
  expect(connectionLimit(8, () => limits('8'))).toBe(1);
});

it('is a common one where the kernel does not say', () => {
  expect(connectionLimit(1, () => '')).toBe(512);
});

it('is what this machine has', () => {
  expect(connectionLimit(1)).toBeGreaterThan(100);
});
