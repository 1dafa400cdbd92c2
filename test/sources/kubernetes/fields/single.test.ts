import { expect, it } from 'vitest';
import { singleField } from '../../../../src/sources/kubernetes/fields/single.ts';

it.each([
  undefined,
  null,
  'text',
  { spec: null },
  { spec: [] },
  { spec: { caBundle: 7 } },
  { spec: { caBundle: '' } },
  { spec: Object.create({ caBundle: 'QQ==' }) as object },
])('finds nothing in %j', (object) => {
  expect(singleField(object, 'spec', 'caBundle')).toEqual([]);
});

it('is named by its path, and counts as one that is written out', () => {
  expect(singleField({ spec: { caBundle: 'QQ==' } }, 'spec', 'caBundle')).toEqual([
    { key: 'spec.caBundle', value: 'QQ==', encoding: 'base64', match: 'literal' },
  ]);
});
