import { expect, it } from 'vitest';
import { SharedTexts } from '../../src/x509/shared-texts.ts';

it('gives back a text that is equal, whatever was asked for before', () => {
  const texts = new SharedTexts();
  for (let round = 0; round < 2; round++) {
    for (let number = 0; number < 1000; number++) expect(texts.of(`CN=${number}`)).toBe(`CN=${number}`);
  }
});

it('never knows more than a few hundred texts', () => {
  const texts = new SharedTexts();
  let most = 0;
  for (let number = 0; number < 10_000; number++) {
    texts.of(`CN=${number}`);
    most = Math.max(most, texts.size);
  }
  expect(most).toBe(256);
});

it('knows a text once', () => {
  const texts = new SharedTexts();
  for (let number = 0; number < 10; number++) texts.of(['CN=', 'example'].join(''));
  expect(texts.size).toBe(1);
});
