import { expect, it } from 'vitest';
import { unquote } from '../../src/cli/unquote.ts';

it.each([
  // As a plain YAML list entry delivers it: quotes and doubled backslash literal.
  ['".*\\\\.crt$"', '.*\\.crt$'],
  ["'.*\\.crt$'", '.*\\.crt$'],
  ["'.*\\\\.crt$'", '.*\\\\.crt$'],
  // As a shell delivers it: nothing is left to be done.
  ['.*\\.crt$', '.*\\.crt$'],
  ['"a\\"b\\$c\\`d\\e"', 'a"b$c`d\\e'],
  ['/etc/ssl/certs/', '/etc/ssl/certs/'],
  ['""', ''],
])('%s means %s', (value, meant) => {
  expect(unquote(value)).toBe(meant);
});

it.each(['"', "'", '"a', 'a"', '"a\'', '"a" "b"', "'a' 'b'", '"a\\\\""', ''])('leaves %j alone', (value) => {
  expect(unquote(value)).toBe(value);
});
