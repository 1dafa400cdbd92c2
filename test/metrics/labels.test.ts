import { expect, it } from 'vitest';
import { labelValue } from '../../src/inventory/label-value.ts';
import { escapeLabelValue, renderLabels } from '../../src/metrics/labels.ts';
import { parseSamples } from '../support/exposition.ts';
import fc from '../support/fast-check.ts';

it('escapes backslash, quotation mark and line feed, and nothing else', () => {
  expect(escapeLabelValue('a\\b"c\nd\r\t\0é')).toBe('a\\\\b\\"c\\nd\r\t\0é');
  expect(escapeLabelValue('\\n')).toBe('\\\\n');
});

it('renders labels in their order and leaves out what does not apply', () => {
  expect(renderLabels({ source: 'a', path: undefined, entry: '' })).toBe('source="a"');
  expect(renderLabels({ path: undefined, role: 'leaf' })).toBe('role="leaf"');
  expect(renderLabels({})).toBe('');
});

it('can be read back, whatever the value', () => {
  const hostile = fc.array(
    fc.constantFrom('\\', '"', '\n', '\r', '\0', 'n', '{', '}', ',', '=', '\ud800', 'é'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        hostile.map((parts) => parts.join('')),
      ),
      (value) => {
        const [sample] = parseSamples(`x{${renderLabels({ a: '1', label: value })}} 1\n`);
        expect(sample?.labels).toEqual([['a', '1'], ...(value === '' ? [] : [['label', labelValue(value)]])]);
      },
    ),
  );
});
