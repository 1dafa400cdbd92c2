import { expect, it } from 'vitest';
import { file, folder, together } from '../../../src/trust/runtimes/choice.ts';

it('says the parts of a rule in one word, each once', () => {
  expect(together('a', 'b')).toBe('a+b');
  expect(together('a', 'a')).toBe('a');
});

it('makes places', () => {
  expect(file('/f', 'gnutls', { isNecessary: true })).toEqual({
    kind: 'file',
    path: '/f',
    parser: 'gnutls',
    isNecessary: true,
  });
  expect(folder('/d', 'gnutls')).toEqual({ kind: 'folder', path: '/d', parser: 'gnutls' });
});
