import { expect, it } from 'vitest';
import { formatLogfmt } from '../../src/log/logfmt.ts';
import fc from '../support/fast-check.ts';

it('writes plain words bare and everything else in quotation marks', () => {
  const fields = { a: 'word', b: 'two words', c: '', d: 'x=1', e: 'say "no"', f: 'C:\\x', g: '/etc/é.crt' };
  expect(formatLogfmt(fields)).toBe(
    'a=word b="two words" c="" d="x=1" e="say \\"no\\"" f="C:\\\\x" g=/etc/é.crt',
  );
});

it('writes numbers, truth values, lists and null as JSON, and leaves out what is undefined', () => {
  expect(formatLogfmt({ a: 1.5, b: true, c: null, d: undefined, e: ['x', 1], f: { g: 'h' } })).toBe(
    'a=1.5 b=true c=null e="[\\"x\\",1]" f="{\\"g\\":\\"h\\"}"',
  );
});

it('lets no character through that a terminal would act upon', () => {
  const text = formatLogfmt({ path: 'a\u001b[31m\r\n\u0085\u202e\u2028\u0000\ud800', 'k e\ny': 1 });
  expect(text).toBe('path="a\\u001b[31m\\r\\n\\u0085\\u202e\\u2028\\u0000\ufffd" k_e_y=1');
});

it('is one line that can be read back, whatever the values', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const line = formatLogfmt({ before: 1, value, after: 2 });
      const [, read = ''] = /^before=1 value=("(?:[^"\\]|\\.)*"|[^\s"=\\]+) after=2$/u.exec(line) ?? [];
      expect(read.startsWith('"') ? JSON.parse(read) : read).toBe(value.toWellFormed());
      expect(line).not.toMatch(/\p{Cc}/u);
    }),
  );
});
