import { expect, it } from 'vitest';
import { configMapFields } from '../../../../src/sources/kubernetes/fields/config-map.ts';
import { dataFields } from '../../../../src/sources/kubernetes/fields/data.ts';
import { secretFields } from '../../../../src/sources/kubernetes/fields/secret.ts';
import { NameMatcher } from '../../../../src/sources/kubernetes/name-matcher.ts';

const ALL = new NameMatcher(['*']);

it.each([undefined, null, 'text', 7, []])('finds nothing in data that is %j', (data) => {
  expect(dataFields(data, 'base64', ALL)).toEqual([]);
});

it('passes over values that are no text', () => {
  const data = { a: 'QQ==', b: null, c: 7, d: { e: 'QQ==' }, f: ['QQ=='] };
  expect(dataFields(data, 'base64', ALL).map(({ key }) => key)).toEqual(['a']);
});

it('never looks at a value that is named as private keys are, even where its name is written out', () => {
  const data = Object.defineProperty({}, 'tls.key', {
    enumerable: true,
    get: () => expect.unreachable('it was read'),
  });
  expect(dataFields(data, 'base64', new NameMatcher(['tls.key', '*']))).toEqual([]);
});

it('takes names of prototypes for what they are: keys', () => {
  const data: unknown = JSON.parse('{ "__proto__": "QQ==", "constructor": "Qg==" }');
  expect(dataFields(data, 'base64', ALL).map(({ key, value }) => [key, value])).toEqual([
    ['__proto__', 'QQ=='],
    ['constructor', 'Qg=='],
  ]);
  expect(dataFields({}, 'base64', new NameMatcher(['constructor', '__proto__']))).toEqual([]);
});

it('of a Secret data alone, of a ConfigMap data and binaryData', () => {
  const object = {
    metadata: { name: 'x' },
    data: { a: 'A' },
    stringData: { b: 'B' },
    binaryData: { c: 'C' },
  };
  expect(secretFields(object, ALL)).toEqual([{ key: 'a', value: 'A', encoding: 'base64', match: 'pattern' }]);
  expect(configMapFields(object, ALL)).toEqual([
    { key: 'a', value: 'A', encoding: 'utf8', match: 'pattern' },
    { key: 'c', value: 'C', encoding: 'base64', match: 'pattern' },
  ]);
});
