import { expect, it } from 'vitest';
import { searchNames } from '../../../src/handshake/dns/search-names.ts';

it('tries a name with enough dots as it stands first', () => {
  expect(searchNames('db.example', ['a', 'b'], 1)).toEqual(['db.example', 'db.example.a', 'db.example.b']);
});

it('tries a name with fewer dots in the search domains first', () => {
  expect(searchNames('db.ns.svc', ['a', 'b'], 5)).toEqual(['db.ns.svc.a', 'db.ns.svc.b', 'db.ns.svc']);
});

it('takes a name that ends in a dot for complete', () => {
  expect(searchNames('db.', ['a'], 5)).toEqual(['db']);
});

it('asks for nothing twice', () => {
  expect(searchNames('db', ['a', 'a'], 1)).toEqual(['db.a', 'db']);
});
