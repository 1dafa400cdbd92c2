import { expect, it } from 'vitest';
import { FAMILIES } from '../../src/metrics/registry.ts';
import { renderHeader } from '../../src/metrics/text.ts';

it('has no family twice', () => {
  const names = FAMILIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('names families by the rules: ASCII words, _total for counters alone', () => {
  for (const { name, type, labels } of FAMILIES) {
    expect(name).toMatch(/^tls_[a-z0-9_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    // What an operator asks for by name stands for itself.
    for (const label of labels) expect(label).toMatch(/^[a-z][a-z0-9_]*$|^label_\*$/);
    expect(new Set(labels).size).toBe(labels.length);
  }
});

it('explains every family in one line of a sentence', () => {
  for (const family of FAMILIES) {
    expect(family.help).toMatch(/^[A-Z0-9][^\n\\"]+\.$/);
    expect(renderHeader(family, 'text').split('\n')).toHaveLength(3);
  }
});
