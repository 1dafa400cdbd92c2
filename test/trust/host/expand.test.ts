import { expect, it } from 'vitest';
import { expand, filesAmong } from '../../../src/trust/host/expand.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

it('expands a star inside one component, and nothing else', () => {
  const host = hostFolder({ '/opt/a.b/bin/x': '', '/opt/aXb/bin/x': '', '/opt/.hidden/bin/x': '' });
  expect(expand(host, '/opt/a.*/bin/x')).toEqual(['/opt/a.b/bin/x']);
  expect(expand(host, '/opt/*/bin/x')).toEqual(['/opt/a.b/bin/x', '/opt/aXb/bin/x']);
  expect(expand(host, '/no/*/x')).toEqual([]);
  expect(expand(host, '/no/such')).toEqual(['/no/such']);
});

it('names each file once, by what it leads to', () => {
  const host = hostFolder({
    '/lib': { link: '/usr/lib' },
    '/usr/lib/a.so.1': '',
    '/usr/lib/a.so': { link: 'a.so.1' },
  });
  expect(filesAmong(host, ['/lib/a.so*', '/usr/lib/a.so*', '/usr/lib/b'])).toEqual(['/lib/a.so']);
});
