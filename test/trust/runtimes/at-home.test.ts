import { expect, it } from 'vitest';
import { atHome } from '../../../src/trust/runtimes/at-home.ts';

it.each([
  ['~/own.pem', '/home/a', '/home/a/own.pem'],
  ['~/own.pem', undefined, '~/own.pem'],
  ['~', '/home/a', '~'],
  ['~b/own.pem', '/home/a', '~b/own.pem'],
  ['/etc/~/own.pem', '/home/a', '/etc/~/own.pem'],
] as const)('takes %s with the home %s for %s', (path, HOME, expected) => {
  expect(atHome(path, HOME === undefined ? {} : { HOME })).toBe(expected);
});
