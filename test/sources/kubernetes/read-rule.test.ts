import { expect, it } from 'vitest';
import type { Container } from '../../../src/formats/container.ts';
import { readContainer } from '../../../src/formats/read-container.ts';
import type { ObjectRule } from '../../../src/model/object-rule.ts';
import { Passphrases } from '../../../src/sources/kubernetes/passphrases.ts';
import { placeOf } from '../../../src/sources/kubernetes/place.ts';
import { ReadRule } from '../../../src/sources/kubernetes/read-rule.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { base64, ruleFor, secret } from '../../support/kubernetes/objects.ts';

/** A rule about Secrets, what it was given to read, and the passphrases that it was given with it. */
function ruleOf(rule: Partial<ObjectRule>) {
  const given: string[][] = [];
  const passphrases = new Passphrases(() => undefined);
  const readField = (bytes: Buffer, tried: readonly Buffer[]): Container => {
    given.push([bytes.toString(), ...tried.map(String)]);
    return readContainer(bytes, new CertificateReader());
  };
  const means = { shard: undefined, objectLabels: ['team'], passphrases, readField };
  return { rule: new ReadRule(ruleFor('secrets', rule), means), given, passphrases };
}

it('sees nothing in an object that holds nothing that is wanted, labels or not', () => {
  const { rule } = ruleOf({});
  expect(rule.look(secret('a', { password: 'x' }, { labels: { team: 'x' } }))).toBeUndefined();
  expect(rule.look({ metadata: { name: 'a' }, data: null })).toBeUndefined();
});

it('gives its own passphrase first, then that of another Secret, and none where there is none', () => {
  const passphraseSecret = { namespace: undefined, name: 'shared', key: 'it' };
  const { rule, given, passphrases } = ruleOf({ keys: ['k.p12'], passphraseKey: 'own', passphraseSecret });
  const read = (data: Record<string, string>): void => {
    const object = secret('a', { 'k.p12': 'store', ...data });
    const found = rule.look(object);
    if (found !== undefined) void rule.read(placeOf(rule.kind, object), found);
  };
  read({});
  passphrases.handler(passphraseSecret).upsert(secret('shared', { it: 'other' }));
  passphrases.handler(passphraseSecret).upsert(secret('elsewhere/shared', { it: 'of another namespace' }));
  read({ own: 'sesame' });
  read({});
  expect(given).toEqual([['store'], ['store', 'sesame', 'other'], ['store', 'other']]);
});

it('a passphrase is no part of what is read or shown', () => {
  const { rule, given } = ruleOf({ keys: ['tls.crt'], passphraseKey: 'own' });
  const found = rule.look(secret('a', { 'tls.crt': 'x', own: 'sesame' }));
  expect(found?.fields).toEqual([
    { key: 'tls.crt', value: base64('x'), encoding: 'base64', match: 'literal' },
  ]);
  expect(given).toEqual([]);
});

it('what cert-manager says is wanted though there is no certificate in it', () => {
  const means = {
    shard: undefined,
    objectLabels: [],
    passphrases: new Passphrases(() => undefined),
    readField: () => expect.unreachable('nothing is to be read'),
  };
  const rule = new ReadRule(ruleFor('certificates.cert-manager.io'), means);
  const object = { metadata: { name: 'www', namespace: 'shop' }, spec: { secretName: 'www-tls' } };
  expect(rule.look(object)).toMatchObject({ fields: [], managed: { secret: 'www-tls', ready: undefined } });
});
