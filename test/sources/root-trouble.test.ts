import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rootTrouble } from '../../src/sources/root-trouble.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('is none where the root is a folder, is not another one, or is for somebody else to look at', () => {
  const stats = statSync(temporaryFolder(), { bigint: true });
  expect(rootTrouble({ kind: 'found', path: '/host', stats }, '/host')).toBeUndefined();
  expect(rootTrouble({ kind: 'missing', dangling: false }, undefined)).toBeUndefined();
  expect(rootTrouble({ kind: 'remote', mount: '/host' }, '/host')).toBeUndefined();
});

it('is that nothing can be looked at', () => {
  const stats = statSync('/dev/null', { bigint: true });
  for (const resolution of [
    { kind: 'missing', dangling: false },
    { kind: 'found', path: '/host', stats },
  ] as const) {
    expect(rootTrouble(resolution, '/host')).toEqual({
      path: '',
      finding: {
        reason: 'io_error',
        detail: 'The root under which it looks, /host, is no folder that can be reached.',
      },
    });
  }
  expect(rootTrouble({ kind: 'failed', code: 'EACCES' }, '/host')?.finding.detail).toContain('(EACCES)');
});
