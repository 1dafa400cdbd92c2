import { expect, it } from 'vitest';
import { wantedBy } from '../../src/sources/files-settings.ts';
import { resolverFor } from '../../src/sources/resolver-for.ts';

it('leaves links to the kernel where nothing speaks against it', () => {
  const plain = wantedBy({ include: ['/*'] });
  const none = new Set<string>();
  expect(resolverFor(plain, undefined, none).resolvesLinks).toBe(false);
  expect(resolverFor(plain, '/', none).resolvesLinks).toBe(false);
  expect(resolverFor(plain, '/tmp', none).resolvesLinks).toBe(true);
  expect(resolverFor(plain, undefined, new Set(['/net'])).resolvesLinks).toBe(true);
  expect(resolverFor(wantedBy({ include: ['/*'], exclude: ['x'] }), undefined, none).resolvesLinks).toBe(
    true,
  );
});
