import { expect, it } from 'vitest';
import { baseName, parentOf, printPath, toBytePath, toFsPath } from '../../src/sources/byte-path.ts';

it('prints UTF-8 as it is, with backslashes, newlines and quotes', () => {
  for (const path of ['/etc/ssl/a.crt', '/é/日本/𝄞.crt', '/a\\xe9\n"\''])
    expect(printPath(toBytePath(path))).toBe(path);
  expect(printPath('')).toBe('/');
});

it('writes bytes that are no UTF-8 as \\xe9, and doubles the backslash in such a path only', () => {
  expect(printPath('/caf\xe9.crt')).toBe('/caf\\xe9.crt');
  expect(printPath('/caf\xe9\\x')).toBe('/caf\\xe9\\\\x');
  expect(printPath('/\xc3\xa9\xe9')).toBe('/é\\xe9');
  // Overlong, a surrogate, beyond Unicode, cut off, and a continuation without a beginning.
  for (const bytes of ['\xc0\xaf', '\xed\xa0\x80', '\xf5\x80\x80\x80', '\xf0\x9d\x84', '\x80', '\xff\xfe']) {
    const escaped = Buffer.from(bytes, 'latin1').toString('hex').replace(/../g, String.raw`\x$&`);
    expect(printPath(`/a${bytes}b`)).toBe(`/a${escaped}b`);
  }
});

it('hands bytes to the kernel as they are', () => {
  expect(toFsPath('')).toBe('/');
  expect(toFsPath('/plain')).toBe('/plain');
  expect(toFsPath('/\xe9')).toEqual(Buffer.from([0x2f, 0xe9]));
  expect(toFsPath(toBytePath('/é'))).toEqual(Buffer.from('/é'));
});

it('takes paths apart', () => {
  expect([baseName('/a/b'), parentOf('/a/b'), parentOf('/a'), parentOf('')]).toEqual(['b', '/a', '', '']);
});
