import { expect, it } from 'vitest';
import { linkedOpensslChoice } from '../../../src/trust/runtimes/linked-openssl.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('takes the OpenSSL that a program has in itself, and says so where none is known', () => {
  const seen = surroundings({ '/bin/standalone': 'OpenSSL 1.1.1 OPENSSLDIR: "/own"', '/bin/other': '' });
  expect(linkedOpensslChoice('/bin/standalone', seen).places[0]?.path).toBe('/own/cert.pem');
  expect(linkedOpensslChoice('/bin/other', seen)).toMatchObject({
    detail: expect.stringContaining('not known'),
  });
});
