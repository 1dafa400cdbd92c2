import { expect, it } from 'vitest';
import { escapeHtml, html, trusted } from '../../../src/http/page/html.ts';
import fc from '../../support/fast-check.ts';

it('escapes text between tags and in attributes', () => {
  const evil = `"><script>alert('1')</script>&amp;`;
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>',
  );
});

it('keeps markup, joins lists of it, and leaves out what is not there', () => {
  const items = ['<', '>'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}</ul>${undefined}${trusted('<hr>')}${3}`.text).toBe(
    '<ul><li>&lt;</li><li>&gt;</li></ul><hr>3',
  );
});

it('spells out what a reader could not see', () => {
  expect(escapeHtml('a\n\u{202e}b')).toBe(String.raw`a\n\u202eb`);
});

it('never lets text open a tag, close an attribute or start an entity of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeHtml(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&\p{Cc}]/u);
    }),
  );
});
