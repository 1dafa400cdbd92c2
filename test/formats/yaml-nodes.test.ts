import { expect, it } from 'vitest';
import { type Alias, isAlias, parseDocument, visit } from 'yaml';
import { YamlNodes } from '../../src/formats/yaml-nodes.ts';
import fc from '../support/fast-check.ts';

const name = fc.constantFrom('a', 'b', 'c');
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant('x'),
    name.map((one) => `*${one} `),
    name.map((one) => `&${one} x`),
    fc.tuple(fc.option(name), fc.array(tie('node'), { maxLength: 4 })).map(([anchor, items]) => {
      return `${anchor === null ? '' : `&${anchor} `}[${items.join(', ')}]`;
    }),
    fc.array(fc.tuple(tie('node'), tie('node')), { maxLength: 3 }).map((pairs) => {
      return `{${pairs.map(([key, value]) => `? ${key} : ${value}`).join(', ')}}`;
    }),
  ),
}));

it('gives aliases what the library gives them', () => {
  let aliases = 0;
  fc.assert(
    fc.property(node, (text) => {
      const document = parseDocument(text, { uniqueKeys: false });
      const found: Alias[] = [];
      visit(document, { Alias: (_, alias) => void found.push(alias) });
      fc.pre(document.errors.length === 0 && found.length <= 100);
      aliases += found.length;
      const nodes = new YamlNodes(document);
      for (const alias of found) {
        const theirs = alias.resolve(document);
        // An alias to an alias is none to us; YAML knows no such thing.
        expect(nodes.resolve(alias)).toBe(isAlias(theirs) ? undefined : theirs);
      }
    }),
    { numRuns: 1000 },
  );
  expect(aliases).toBeGreaterThan(100);
});

it('follows a hundred aliases and no more', () => {
  const document = parseDocument(`x: &x 1\na: [${'*x ,'.repeat(101)}]`);
  const nodes = new YamlNodes(document);
  const found: Alias[] = [];
  visit(document, { Alias: (_, alias) => void found.push(alias) });
  const resolved = found.map((alias) => nodes.resolve(alias));
  expect(resolved.filter((each) => each !== undefined)).toHaveLength(100);
  expect(nodes.hasTooManyAliases).toBe(true);
});
