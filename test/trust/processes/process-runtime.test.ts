import { expect, it } from 'vitest';
import { processRuntime } from '../../../src/trust/processes/process-runtime.ts';

const NOTE = Buffer.concat([
  Buffer.alloc(8),
  Buffer.from('0400000053000000', 'hex'),
  Buffer.from('04000000476f0000', 'hex'),
]);
const NONE = Buffer.alloc(0);
const map = (path: string): string => `7f0-7f1 r-xp 00000000 fe:01 42   ${path}\n`;
const CRYPTO = '/usr/lib/x86_64-linux-gnu/libcrypto.so.3';
const TLS = map(CRYPTO) + map('/usr/lib/x86_64-linux-gnu/libssl.so.3');

it.each([
  ['/usr/bin/node', NONE, map(CRYPTO), { runtime: 'node', file: '/usr/bin/node' }],
  ['/usr/lib/jvm/a/bin/java', NONE, '', { runtime: 'java', file: '/usr/lib/jvm/a/bin/java' }],
  ['/usr/bin/python3.11', NONE, map(CRYPTO), { runtime: 'python', file: '/usr/bin/python3.11' }],
  [
    '/usr/bin/ruby3.1',
    NONE,
    map('/usr/lib/ruby/openssl.so'),
    { runtime: 'ruby', file: '/usr/lib/ruby/openssl.so' },
  ],
  ['/usr/bin/ruby3.1', NONE, '', undefined],
  ['/usr/bin/kubelet', NOTE, '', { runtime: 'go', file: '/usr/bin/kubelet' }],
  ['/usr/sbin/nginx', NONE, TLS, { runtime: 'openssl', file: CRYPTO }],
  ['/usr/sbin/sshd', NONE, map(CRYPTO), undefined],
  ['/usr/bin/curl', NONE, TLS, { runtime: 'curl', file: '/usr/bin/curl' }],
  ['/usr/bin/wget', NONE, '', { runtime: 'wget', file: '/usr/bin/wget' }],
  [
    '/usr/bin/x',
    NONE,
    map('/usr/lib/libgnutls.so.30'),
    { runtime: 'gnutls', file: '/usr/lib/libgnutls.so.30' },
  ],
  ['/bin/cat', NONE, map('/usr/lib/libc.so.6'), undefined],
])('%s', (program, head, maps, runtime) => {
  expect(processRuntime(program, head, maps)).toEqual(runtime);
});
