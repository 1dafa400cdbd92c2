import { expect, it } from 'vitest';
import type { ObjectRule } from '../../../src/model/object-rule.ts';
import { Selection } from '../../../src/sources/kubernetes/selection.ts';
import fc from '../../support/fast-check.ts';
import { ruleFor, secret } from '../../support/kubernetes/objects.ts';

const takes = (rule: Partial<ObjectRule>, name: string, type?: string): boolean =>
  new Selection(ruleFor('secrets', rule), undefined).takes(
    secret(name, {}, type === undefined ? {} : { type }),
  );

it.each<[Partial<ObjectRule>, string, boolean]>([
  [{}, 'shop/a', true],
  [{ namespaces: ['shop*'] }, 'shop-1/a', true],
  [{ namespaces: ['shop*'] }, 'bank/a', false],
  [{ namespaces: ['shop*'], excludeNamespaces: ['shop-1'] }, 'shop-1/a', false],
  [{ names: ['*-tls'] }, 'shop/www-tls', true],
  [{ names: ['*-tls'] }, 'shop/www', false],
  [{ names: ['*-tls'], excludeNames: ['/^www/'] }, 'shop/www-tls', false],
])('%j, %s: %s', (rule, name, expected) => {
  expect(takes(rule, name)).toBe(expected);
});

it('takes Secrets of the types that are wanted', () => {
  expect([
    takes({ types: ['istio.io/*'] }, 'a/b', 'istio.io/cacerts'),
    takes({ types: ['istio.io/*'] }, 'a/b', 'Opaque'),
    takes({ types: [] }, 'a/b', 'Opaque'),
  ]).toEqual([true, false, true]);
  const untyped = { metadata: { name: 'a', namespace: 'b' } };
  expect(new Selection(ruleFor('secrets', { types: ['Opaque'] }), undefined).takes(untyped)).toBe(false);
});

it('gives each object to exactly one replica', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 9 }), (namespace, name, count) => {
      const holders = Array.from({ length: count }, (_, index) =>
        new Selection(ruleFor('secrets'), { index, count }).takes({ metadata: { namespace, name } }),
      );
      expect(holders.filter(Boolean)).toHaveLength(1);
    }),
  );
});
