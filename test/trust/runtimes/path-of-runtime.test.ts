import { expect, it } from 'vitest';
import { pathOfRuntime } from '../../../src/trust/runtimes/path-of-runtime.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

const { pem } = createCertificate();

it('is the first place that gives a runtime anything', () => {
  const host = hostFolder({
    '/etc/ssl/certs/ca-certificates.crt': pem,
    '/empty.pem': '',
    '/usr/lib/jvm/a/bin/java': '',
    '/usr/lib/jvm/a/lib/security/cacerts': '',
  });
  const of = (runtime: string, environment: Record<string, string> = {}): string | undefined =>
    pathOfRuntime(runtime, { host, environment });
  expect(of('go')).toBe('/etc/ssl/certs/ca-certificates.crt');
  expect(of('go', { SSL_CERT_FILE: '/empty.pem' })).toBe('/etc/ssl/certs');
  expect(of('go', { SSL_CERT_FILE: '/empty.pem', SSL_CERT_DIR: '/none' })).toBe('/empty.pem');
  expect(of('java')).toBeUndefined();
  expect(of('curl')).toBeUndefined();
  expect(of('toString')).toBeUndefined();
});
