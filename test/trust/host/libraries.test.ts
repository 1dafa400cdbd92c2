import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Binaries } from '../../../src/trust/host/libraries.ts';
import { programMissing, runProgram } from '../../support/programs.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

it('reads what is compiled in, without running anything', () => {
  const host = hostFolder({
    '/usr/lib/libcrypto.so.1.1': 'x\0OpenSSL 1.1.1w  11 Sep 2023\0OPENSSLDIR: "/opt/tls"\0',
    '/usr/bin/curl':
      '\0libcurl/8.14.1\0/etc/pki/tls/certs/ca-bundle.crt\0/etc/ssl/certs\0/etc/ssl/certs/README\0',
  });
  const binaries = new Binaries(host);
  expect(binaries.facts('/usr/lib/libcrypto.so.1.1')).toMatchObject({
    opensslFolder: '/opt/tls',
    opensslMajor: 1,
  });
  expect(binaries.facts('/usr/bin/curl')).toMatchObject({
    curlVersion: [8, 14],
    trustPaths: ['/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs'],
  });
  expect(binaries.facts('/nothing')).toMatchObject({ opensslFolder: undefined, trustPaths: [] });
  expect(binaries.linked('/nothing', 'libssl')).toBeUndefined();
});

it.skipIf(programMissing('openssl'))(
  'finds the library of a real program, and what openssl says of itself',
  () => {
    const [program = ''] = runProgram('which', ['openssl']).stdout.split('\n');
    const library = /=> (\S*libcrypto\.so\S*)/.exec(runProgram('ldd', [program]).stdout)?.[1] ?? '';
    const host = hostFolder({ [program]: readFileSync(program), [library]: readFileSync(library) });
    const binaries = new Binaries(host);
    expect(binaries.linked(program, 'libcrypto.so.')).toBe(library);
    const said = /OPENSSLDIR: "(.*)"/.exec(runProgram('openssl', ['version', '-d']).stdout)?.[1];
    expect(binaries.facts(library).opensslFolder).toBe(said);
  },
);
