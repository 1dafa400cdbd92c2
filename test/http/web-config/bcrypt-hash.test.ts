import { compareSync, hashSync } from 'bcryptjs';
import { expect, it } from 'vitest';
import { isBcryptHash, normaliseBcryptHash } from '../../../src/http/web-config/bcrypt-hash.ts';

const HASH = hashSync('secret', 4);
const withVersion = (version: string): string => HASH.replace(/^\$2b\$/, `$${version}$`);

it.each(['2', '2a', '2b', '2x', '2y'])('takes version %s for what the comparison knows', (version) => {
  const hash = withVersion(version);
  expect(isBcryptHash(hash)).toBe(true);
  expect(compareSync('secret', normaliseBcryptHash(hash))).toBe(true);
  expect(compareSync('Secret', normaliseBcryptHash(hash))).toBe(false);
});

it('takes no notice of what follows the hash, as Go does not', () => {
  expect(isBcryptHash(`${HASH}xyz`)).toBe(true);
  expect(compareSync('secret', normaliseBcryptHash(`${HASH}xyz`))).toBe(true);
});

it.each([
  '',
  'secret',
  withVersion('3y'),
  HASH.slice(0, 58),
  HASH.replace('$04$', '$03$'),
  HASH.replace('$04$', '$32$'),
])('knows that %s is none', (text) => {
  expect(isBcryptHash(text)).toBe(false);
});
