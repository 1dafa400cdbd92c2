import { expect, it } from 'vitest';
import { timeFor } from '../../../src/app/probing/time-for.ts';

it.each([
  ['no header', 5, undefined, 0.5, 5],
  ['more time than the module takes', 5, 10, 0.5, 5],
  ['less time', 5, 3, 0.5, 2.5],
  ['the default of Prometheus', 20, 10, 0.5, 9.5],
  ['as little as the offset', 5, 0.5, 0.5, 0.25],
  ['less than the offset', 5, 0.2, 0.5, 0.1],
  ['next to nothing', 5, 0.001, 0.5, 0.01],
  ['no offset', 5, 3, 0, 3],
])('with %s', (_what, module, scrape, offset, expected) => {
  expect(timeFor(module, scrape, offset)).toBe(expected);
});
