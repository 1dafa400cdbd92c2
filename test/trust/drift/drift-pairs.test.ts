import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { auditTree } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { openssl } from '../../support/run-openssl.ts';

const ROOTS = rootCertificates.map((pem) => `${pem}\n`);
const PUBLIC = ROOTS.join('');
const own = createCertificate({ subject: 'Own', isAuthority: true }).pem;
const trusted = (pem: string, ...flags: string[]) => openssl(['x509', '-trustout', ...flags], pem).toString();
const EXTRACTED = '/etc/pki/ca-trust/extracted';

describe('drift that is found without being asked for', () => {
  it('is none between RHEL’s two bundles, where one also has what is distrusted for servers', async () => {
    const { drift } = await auditTree({
      [`${EXTRACTED}/pem/tls-ca-bundle.pem`]: own,
      [`${EXTRACTED}/openssl/ca-bundle.trust.crt`]:
        trusted(own, '-addtrust', 'serverAuth') +
        trusted(
          createCertificate({ subject: 'Mail', isAuthority: true }).pem,
          '-addtrust',
          'emailProtection',
        ) +
        trusted(
          createCertificate({ subject: 'Bad', isAuthority: true }).pem,
          '-addreject',
          'anyExtendedKeyUsage',
        ),
      '/etc/pki/tls/certs/ca-bundle.crt': { link: `${EXTRACTED}/pem/tls-ca-bundle.pem` },
      '/etc/pki/tls/certs/ca-bundle.trust.crt': { link: `${EXTRACTED}/openssl/ca-bundle.trust.crt` },
      '/etc/ssl/certs': { link: '../pki/tls/certs' },
    });
    expect(drift).toEqual([
      {
        left: '/etc/ssl/certs/ca-bundle.trust.crt',
        right: '/etc/pki/tls/certs/ca-bundle.crt',
        onlyLeft: [],
        onlyRight: [],
      },
    ]);
  });

  it('is told by the anchors and not by their number', async () => {
    const { drift } = await auditTree({
      [`${EXTRACTED}/openssl/ca-bundle.trust.crt`]: trusted(ROOTS[0] ?? ''),
      '/etc/pki/tls/certs/ca-bundle.crt': ROOTS[1] ?? '',
    });
    expect(drift).toMatchObject([
      { onlyLeft: [expect.stringMatching(/^.{64}$/)], onlyRight: [expect.any(String)] },
    ]);
  });

  it('is looked for between all bundles of public roots, and not with a company’s own', async () => {
    const { drift, subjects } = await auditTree(
      {
        '/etc/ssl/certs/ca-certificates.crt': PUBLIC + own,
        '/opt/certifi/cacert.pem': PUBLIC,
        '/opt/own.pem': own,
      },
      { found: ['/opt/certifi/cacert.pem', '/opt/own.pem'] },
    );
    expect(drift).toMatchObject([
      { left: '/etc/ssl/certs/ca-certificates.crt', right: '/opt/certifi/cacert.pem', onlyRight: [] },
    ]);
    expect(drift[0]?.onlyLeft.map((fingerprint) => subjects.get(fingerprint))).toEqual(['CN=Own']);
  });
});

describe('pairs that are named', () => {
  it('are compared whatever they hold, and a missing one is told', async () => {
    const { drift, bundles } = await auditTree(
      { '/opt/a.pem': own },
      { pairs: [{ left: '/opt/a.pem', right: '/opt/b.pem' }] },
    );
    expect(drift).toMatchObject([
      { left: '/opt/a.pem', right: '/opt/b.pem', onlyLeft: [expect.any(String)], onlyRight: [] },
    ]);
    expect(bundles.find(({ path }) => path === '/opt/b.pem')?.findings).toMatchObject([{ check: 'missing' }]);
  });
});
