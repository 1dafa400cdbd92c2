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

it('takes note of everything that its result depends on, there or not, each folder before what is in it', async () => {
  const { seen } = await auditTree(
    {
      '/etc/ssl/certs/one.pem': ca('A'),
      '/etc/ssl/certs/11111111.0': { link: '/usr/share/ca-certificates/two.crt' },
      '/usr/share/ca-certificates/two.crt': ca('B'),
      '/usr/local/share/ca-certificates/own/corp.crt': ca('C'),
      '/opt/named.pem': { link: '/opt/target.pem' },
      '/opt/left.pem': ca('D'),
    },
    {
      bundles: ['/opt/named.pem', '/opt/gone.pem'],
      found: ['/srv/found.pem'],
      pairs: [{ left: '/opt/left.pem', right: '/opt/right.pem' }],
    },
  );
  const [root = ''] = seen.keys();
  const base = root.slice(0, root.lastIndexOf('/'));
  const paths = [...seen.keys()].map((path) => path.slice(base.length));
  for (const path of [
    '/etc/ssl/certs',
    '/etc/ssl/certs/one.pem',
    '/etc/ssl/certs/11111111.0',
    '/usr/share/ca-certificates/two.crt',
    '/usr/local/share/ca-certificates/own',
    '/usr/local/share/ca-certificates/own/corp.crt',
    '/opt/named.pem',
    '/opt/target.pem',
    '/opt/gone.pem',
    '/opt/left.pem',
    '/opt/right.pem',
    '/srv',
  ]) {
    expect(paths).toContain(path);
  }
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (folder !== '') expect(paths.indexOf(folder)).toBeLessThan(paths.indexOf(path));
  }
});
