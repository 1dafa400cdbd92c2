import { expect, it } from 'vitest';
import { escapeMarkdown, oneLine } from '../../src/relay/escape-markdown.ts';

it.each([
  ['CN=[a](http://evil.example)', String.raw`CN=\[a\](http://evil.example)`],
  ['![x](http://evil.example/pixel.png)', String.raw`\!\[x\](http://evil.example/pixel.png)`],
  ['*.example.com', String.raw`\*.example.com`],
  ['a_b `rm` \\', 'a\\_b \\`rm\\` \\\\'],
  ['<font color="red">', String.raw`\<font color="red"\>`],
  ['~~gone~~ | # head', String.raw`\~\~gone\~\~ \| \# head`],
  ['one\n\n# two\r\n\u2028- three', String.raw`one \# two - three`],
  ['left \u202eright\u0000\u001b[31m', String.raw`left  right \[31m`],
])('%j is only text', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

it('a text on one line keeps what can be seen', () => {
  expect(oneLine('  Größe 证书 – "ok"\t\n ')).toBe('Größe 证书 – "ok"');
});
