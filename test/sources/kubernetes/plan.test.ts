import { describe, expect, it } from 'vitest';
import type { ObjectRule } from '../../../src/model/object-rule.ts';
import { namespaceQuestion, passphraseQuestions, questions } from '../../../src/sources/kubernetes/plan.ts';
import { ruleFor } from '../../support/kubernetes/objects.ts';

const asked = (rule: ObjectRule) =>
  questions(rule).map(({ namespace, fieldSelector }) => [namespace, fieldSelector]);

describe('only what is needed is asked for', () => {
  it('namespaces that are written out one by one, so that a Role in each is enough', () => {
    expect(asked(ruleFor('configmaps', { namespaces: ['a', 'b'] }))).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('the whole cluster where one is a pattern', () => {
    expect(asked(ruleFor('configmaps', { namespaces: ['a', 'b-*'] }))).toEqual([[undefined, undefined]]);
    expect(asked(ruleFor('configmaps', { namespaces: ['/^a$/'] }))).toEqual([[undefined, undefined]]);
  });

  it('names and types that are written out, each with each', () => {
    expect(
      asked(
        ruleFor('secrets', { namespaces: ['a'], names: ['x', 'y'], types: ['Opaque', 'kubernetes.io/tls'] }),
      ),
    ).toEqual([
      ['a', 'metadata.name=x,type=Opaque'],
      ['a', 'metadata.name=x,type=kubernetes.io/tls'],
      ['a', 'metadata.name=y,type=Opaque'],
      ['a', 'metadata.name=y,type=kubernetes.io/tls'],
    ]);
  });

  it('what is written twice once: what is found twice would be two series that are alike', () => {
    const twice = { namespaces: ['a', 'a'], names: ['x', 'x'], types: ['Opaque', 'Opaque'] };
    expect(asked(ruleFor('secrets', twice))).toEqual([['a', 'metadata.name=x,type=Opaque']]);
  });

  it('not what is left out anyway', () => {
    expect(asked(ruleFor('configmaps', { excludeNamespaces: ['kube-system', 'dev-*', 'a=b,c\\'] }))).toEqual([
      [undefined, 'metadata.namespace!=kube-system,metadata.namespace!=a\\=b\\,c\\\\'],
    ]);
  });

  it.each([
    [['istio.io/*'], 'type!=helm.sh/release.v1'],
    [['*'], undefined],
    [['helm.sh/*'], undefined],
    [[], undefined],
    [['helm.sh/release.v1'], 'type=helm.sh/release.v1'],
  ])('not the releases of Helm, unless they are meant: %j', (types, selector) => {
    expect(asked(ruleFor('secrets', { types }))).toEqual([[undefined, selector]]);
  });

  it('nothing about namespaces of what lies in none', () => {
    const rule = ruleFor('apiservices', {
      namespaces: ['a'],
      excludeNamespaces: ['b'],
      namespaceSelector: 'c',
    });
    expect([asked(rule), namespaceQuestion(rule)]).toEqual([[[undefined, undefined]], undefined]);
  });
});

it('hands label selectors on', () => {
  expect(questions(ruleFor('secrets', { selector: 'app in (a, b)' }))[0]).toMatchObject({
    labelSelector: 'app in (a, b)',
  });
  expect(namespaceQuestion(ruleFor('secrets', { namespaceSelector: 'team=a' }))).toMatchObject({
    kind: { resource: 'namespaces' },
    labelSelector: 'team=a',
  });
});

it('asks for the Secret of a passphrase alone, beside its keystores or where it is said to be', () => {
  const passphraseSecret = { namespace: undefined, name: 'p', key: 'k' };
  const where = (rule: Partial<ObjectRule>) =>
    passphraseQuestions(ruleFor('secrets', rule)).map(({ namespace, fieldSelector }) => [
      namespace,
      fieldSelector,
    ]);
  expect(where({})).toEqual([]);
  expect(where({ passphraseSecret })).toEqual([[undefined, 'metadata.name=p']]);
  expect(where({ passphraseSecret, namespaces: ['a', 'b'] })).toEqual([
    ['a', 'metadata.name=p'],
    ['b', 'metadata.name=p'],
  ]);
  expect(where({ passphraseSecret: { ...passphraseSecret, namespace: 'v' }, namespaces: ['a'] })).toEqual([
    ['v', 'metadata.name=p'],
  ]);
});
