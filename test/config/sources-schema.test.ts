import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';

const parse = (yaml: string) => parseConfig(yaml, 'test.yml').sources;

it('takes a source that names no type for one of files', () => {
  expect(parse('sources: [{ name: a, include: [/a] }]')).toMatchObject([{ type: 'files', include: ['/a'] }]);
});

it('says which types there are, and knows names of one type from those of another', () => {
  expect(() => parse('sources: [{ name: a, type: 7, include: [/a] }]')).toThrow(
    /sources\[0\]\.type: expected files.*, got 7/,
  );
  expect(() => parse('sources: [7]')).toThrow('sources[0]: expected a mapping, got 7');
});
