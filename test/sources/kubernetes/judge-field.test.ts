import { expect, it } from 'vitest';
import { readContainer } from '../../../src/formats/read-container.ts';
import type { Field } from '../../../src/sources/kubernetes/field.ts';
import { judgeField } from '../../../src/sources/kubernetes/judge-field.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const { pem, privateKeyPem } = createCertificate();

function judged(key: string, value: string, match: Field['match'] = 'literal'): string[] {
  const bytes = Buffer.from(value);
  const container = readContainer(bytes, new CertificateReader());
  return judgeField({ key, value, match, encoding: 'utf8' }, bytes, container).map(({ reason }) => reason);
}

it.each([
  ['tls.crt', '', ['no_certificate']],
  ['tls.crt', '\n', ['no_certificate']],
  ['ca.crt', '', []],
  ['ca.crt', ' \r\n', []],
  ['webhooks[x].clientConfig.caBundle', '\n', []],
  ['ca.crt', 'not filled in', ['no_certificate']],
  ['ca.crt', pem, []],
  ['combined', privateKeyPem, []],
  ['tls.crt', pem.slice(0, 100), ['malformed_pem']],
])('%s with %j: %j', (key, value, reasons) => {
  expect(judged(key, value)).toEqual(reasons);
});

it('leaves in peace what only a pattern took for a certificate, unless its name says that it is one', () => {
  expect([judged('password', 'sesame', 'pattern'), judged('a.pem', 'sesame', 'pattern')]).toEqual([
    [],
    ['no_certificate'],
  ]);
});
