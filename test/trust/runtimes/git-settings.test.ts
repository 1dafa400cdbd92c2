import { expect, it } from 'vitest';
import { gitSettings } from '../../../src/trust/runtimes/git-settings.ts';

const said = (text: string) => gitSettings(text).map(({ name, value }) => [name, value]);

it.each([
  ['a plain setting', '[http]\n\tsslCAInfo = /a b.pem  \n', 'http.sslcainfo', '/a b.pem'],
  ['behind its section', '[http]sslCAInfo=/a', 'http.sslcainfo', '/a'],
  ['with lines as on Windows and a mark', '\ufeff[http]\r\nsslCAInfo = /a\r\n', 'http.sslcainfo', '/a'],
  ['with a comment', '[http]\nsslCAInfo = /a ; ours\n', 'http.sslcainfo', '/a'],
  ['with quotes', '[http]\nsslCAInfo = "/a ;# b " # ours\n', 'http.sslcainfo', '/a ;# b '],
  ['with quotes in the middle', '[http]\nsslCAInfo = /a" b"/c\n', 'http.sslcainfo', '/a b/c'],
  ['with escapes', '[http]\nsslCAInfo = "/a\\\\b\\"c\\td"\n', 'http.sslcainfo', '/a\\b"c\td'],
  ['on two lines', '[http]\nsslCAInfo = /a\\\nb\n', 'http.sslcainfo', '/ab'],
  ['that ends in the middle', '[http]\nsslCAInfo = /a\\', 'http.sslcainfo', '/a'],
  ['without a value', '[http]\nsslVerify\n', 'http.sslverify', ''],
  [
    'of an address',
    '[http "https://A.example/"]\nsslCAInfo = /a\n',
    'http.https://A.example/.sslcainfo',
    '/a',
  ],
  ['of a quoted section', '[a "b\\"]"]\nc = d\n', 'a.b"].c', 'd'],
  ['without a section', 'sslCAInfo = /a\n', '.sslcainfo', '/a'],
])('%s', (_, text, name, value) => {
  expect(said(text)).toEqual([[name, value]]);
});

it('passes over what is no setting', () => {
  expect(said('# [http]\n; a = b\n[http\n= c\n1a = b\n')).toEqual([]);
});

it('takes time in proportion to the size', () => {
  const many = 200_000;
  expect(said('[http]\n' + 'a = b\\\n'.repeat(many))).toHaveLength(1);
  expect(said('[http]\n' + 'a = b\n'.repeat(many))).toHaveLength(many);
});
