import { expect, it, vi } from 'vitest';
import { Passphrases } from '../../../src/sources/kubernetes/passphrases.ts';
import { base64, secret } from '../../support/kubernetes/objects.ts';

const WHERE = { namespace: undefined, name: 'p', key: 'k' };
const write = (namespace: string, value: string) => secret(`${namespace}/p`, { k: value });

it('finds the one beside the keystore, or where it is said to be', () => {
  const passphrases = new Passphrases(() => undefined);
  const handler = passphrases.handler(WHERE);
  handler.begin();
  handler.upsert(write('a', 'one'));
  handler.upsert(write('b', 'two'));
  handler.synced();
  expect([
    passphrases.find(WHERE, 'a'),
    passphrases.find({ ...WHERE, namespace: 'b' }, 'a'),
    passphrases.find(WHERE, 'c'),
    passphrases.find({ ...WHERE, key: 'other' }, 'a'),
  ]).toEqual([base64('one'), base64('two'), undefined, undefined]);
});

it('tells when one has changed, gone or come, and not when it is only seen again', () => {
  const onChange = vi.fn();
  const passphrases = new Passphrases(onChange);
  const handler = passphrases.handler(WHERE);
  const told = (does: () => void): number => {
    onChange.mockClear();
    does();
    return onChange.mock.calls.length;
  };
  const list =
    (...objects: ReturnType<typeof write>[]) =>
    () => {
      handler.begin();
      for (const object of objects) handler.upsert(object);
      handler.synced();
    };
  expect([
    told(list(write('a', 'one'))),
    told(list(write('a', 'one'))),
    told(() => handler.upsert(write('a', 'two'))),
    told(list()),
    told(() => handler.remove(write('a', 'two'))),
    told(() => handler.upsert({ metadata: { name: 'p', namespace: 'a' }, data: { k: 7 } })),
  ]).toEqual([1, 0, 1, 1, 0, 0]);
  expect(passphrases.find(WHERE, 'a')).toBeUndefined();
});
