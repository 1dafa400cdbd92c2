import { expect, it } from 'vitest';
import { CharacterTest } from '../../src/matching/character-test.ts';

it.each([
  ['a', '', 'aA'],
  ['[^/]', '', 'a/\n'],
  ['.', '', 'a\n\u2028'],
  ['.', 's', 'a\n\u2028'],
  ['k', 'i', 'kK\u212a'],
  ['\\u00df', 'i', 'ßẞs'],
  ['[^]', 'm', '\n\ud800'],
])('%s with the flags %j is what JavaScript says, asked again too', (source, flags, characters) => {
  const test = new CharacterTest(source, flags);
  const regex = new RegExp(`^(?:${source})$`, flags);
  for (const character of `${characters}${characters}`.split('')) {
    expect([character, test.matches(character.charCodeAt(0))]).toEqual([character, regex.test(character)]);
  }
});
