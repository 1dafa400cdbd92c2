import { expect, it } from 'vitest';
import { parsePreferences } from '../../src/http/accept.ts';
import fc from '../support/fast-check.ts';

it('reads values, parameters and qualities', () => {
  expect(parsePreferences('Text/Plain;Version="0.0.4"; q=0.5 , gzip,*;q=0')).toEqual([
    { value: 'text/plain', parameters: new Map([['version', '0.0.4']]), quality: 0.5 },
    { value: 'gzip', parameters: new Map(), quality: 1 },
    { value: '*', parameters: new Map(), quality: 0 },
  ]);
});

it.each([
  ['q=0.000', 0],
  ['q=1.', 1],
  ['q=.5', 0.5],
  ['q=7', 1],
  ['q=x', 1],
  ['q=', 1],
])('takes %s for the quality %d', (parameter, quality) => {
  expect(parsePreferences(`a;${parameter}`)[0]?.quality).toBe(quality);
});

it('has nothing to say of an empty header', () => {
  expect(parsePreferences(' , ,')).toEqual([]);
});

it('reads any text', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      for (const { quality } of parsePreferences(header)) expect(quality >= 0 && quality <= 1).toBe(true);
    }),
  );
});
