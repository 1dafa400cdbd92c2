import { join } from 'node:path';
import { expect, it } from 'vitest';
import { licensesOf } from '../../scripts/licenses.ts';

const ROOT = join(import.meta.dirname, '../..');

it('holds the text of each bundled package once, however many of its files are bundled', () => {
  const text = licensesOf(ROOT, [
    'src/main.ts',
    'node_modules/yaml/dist/index.js',
    'node_modules/yaml/dist/parse/cst.js',
    'node_modules/@peculiar/x509/build/x509.es.js',
  ]);
  expect(text.match(/^yaml \d/gm)).toHaveLength(1);
  expect(text).toMatch(/^@peculiar\/x509 \d\S+ \(MIT\)$/m);
  expect(text).toContain('Copyright Eemeli Aro');
});

it('takes the innermost package of nested ones', () => {
  const nested = 'node_modules/vitest/node_modules/yaml/dist/index.js';
  expect(() => licensesOf('/nowhere', [nested])).toThrow(
    '/nowhere/node_modules/vitest/node_modules/yaml/package.json',
  );
});
