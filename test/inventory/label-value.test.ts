import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { labelValue, MAX_LABEL_VALUE_BYTES } from '../../src/inventory/label-value.ts';
import fc from '../support/fast-check.ts';

const bytes = (text: string): number => Buffer.byteLength(text);

it('leaves text of up to 1,024 bytes as it is', () => {
  for (const text of ['', 'CN=a', 'é'.repeat(512), 'x'.repeat(1024), '…'.repeat(341)]) {
    expect(labelValue(text)).toBe(text);
  }
});

it('cuts longer text and ends it with the first 8 hex digits of its SHA-256', () => {
  const text = 'x'.repeat(1025);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  expect(labelValue(text)).toBe(`${'x'.repeat(1013)}…${digest}`);
});

it('cuts between characters, never within one', () => {
  for (const character of ['é', '…', '😀']) {
    for (let before = 0; before < 4; before += 1) {
      const shown = labelValue('x'.repeat(before) + character.repeat(600));
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toContain('\ufffd');
      expect(bytes(shown)).toBeGreaterThan(MAX_LABEL_VALUE_BYTES - 4);
      expect(bytes(shown)).toBeLessThanOrEqual(MAX_LABEL_VALUE_BYTES);
    }
  }
});

it('tells long texts apart that differ only at their ends', () => {
  expect(labelValue(`${'x'.repeat(2000)}a`)).not.toBe(labelValue(`${'x'.repeat(2000)}b`));
});

it('replaces surrogates without a partner', () => {
  expect(labelValue('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
});

it('gives well-formed text of at most 1,024 bytes for any text', () => {
  const text = fc.string({ unit: 'binary', maxLength: 1500 });
  const hostile = fc.array(fc.constantFrom('\ud800', '\udfff', 'é', '😀', 'x'), { maxLength: 1500 });
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        hostile.map((parts) => parts.join('')),
      ),
      (raw) => {
        const shown = labelValue(raw);
        expect(shown.isWellFormed()).toBe(true);
        expect(bytes(shown)).toBeLessThanOrEqual(MAX_LABEL_VALUE_BYTES);
      },
    ),
  );
});
