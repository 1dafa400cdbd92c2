import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { auditTree } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const own = createCertificate({ subject: 'Company', isAuthority: true }).pem;
const PUBLIC = `${rootCertificates.join('\n')}\n`;
const GIVEN = { '/usr/local/share/ca-certificates/company.pem': own };
const CERTIFI = '/opt/venv/lib/python3/site-packages/certifi/cacert.pem';

async function missing(tree: Record<string, string>) {
  const { bundles } = await auditTree({ ...GIVEN, ...tree }, { found: [CERTIFI, '/opt/own.pem'] });
  return bundles.flatMap(({ path, findings }) =>
    findings
      .filter(({ check }) => check === 'own_missing')
      .map(({ level, subject }) => `${path} ${level} ${subject}`),
  );
}

it('tells of a root that was added and that the distribution’s tool has not taken', async () => {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  expect(await missing({ [bundle]: PUBLIC })).toEqual([`${bundle} high CN=Company`]);
  expect(await missing({ [bundle]: PUBLIC + own })).toEqual([]);
});

it('tells of a program whose own roots do not have it', async () => {
  expect(await missing({ [CERTIFI]: PUBLIC })).toEqual([`${CERTIFI} medium CN=Company`]);
  expect(
    await missing({ '/opt/own.pem': createCertificate({ subject: 'Other', isAuthority: true }).pem }),
  ).toEqual([]);
});
