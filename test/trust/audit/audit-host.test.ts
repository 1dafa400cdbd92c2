import { expect, it } from 'vitest';
import { auditTree } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;

it('audits one file once however many paths lead to it, unless one is named', async () => {
  const tree = {
    '/etc/ssl/certs/ca-certificates.crt': ca('A'),
    '/etc/ssl/cert.pem': { link: 'certs/ca-certificates.crt' },
  };
  const paths = async (bundles: string[]): Promise<string[]> =>
    (await auditTree(tree, { bundles })).bundles.map(({ path }) => path);
  expect(await paths([])).toEqual(['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs']);
  expect(await paths(['/etc/ssl/cert.pem'])).toEqual([
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/ssl/cert.pem',
    '/etc/ssl/certs',
  ]);
});

it('passes over what was only looked for, and tells what was named and is missing', async () => {
  const { bundles } = await auditTree({}, { found: ['/a.pem'], bundles: ['/b.pem'] });
  expect(bundles).toMatchObject([
    { path: '/b.pem', anchors: 0, findings: [{ check: 'missing', level: 'critical' }] },
  ]);
});

it('knows the subjects of all anchors, and the reference set', async () => {
  const { subjects, reference } = await auditTree({ '/etc/ssl/cert.pem': ca('A') });
  expect([...subjects.values()]).toContain('CN=A');
  expect(reference.anchors).toBeGreaterThan(100);
});
