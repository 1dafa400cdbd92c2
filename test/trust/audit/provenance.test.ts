import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readProvenance } from '../../../src/trust/audit/provenance.ts';
import { SeenPaths } from '../../../src/trust/audit/seen-paths.ts';
import { Turns } from '../../../src/trust/audit/turns.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';
import { rootTree, type TreeEntry } from '../../support/root-tree.ts';

const made = (subject: string) => {
  const { pem, der } = createCertificate({ subject, isAuthority: true });
  return { pem, der, fingerprint: hash('sha256', der, 'hex') };
};
const read = (tree: Record<string, TreeEntry>) =>
  readProvenance(new SeenPaths(rootTree(tree)), new CertificateReader(), new Turns());

const [own, packaged, stranger] = [made('own'), made('packaged'), made('stranger')];

it.each([
  [
    'Debian',
    '/usr/share/ca-certificates/mozilla/a.crt',
    packaged.pem,
    '/usr/local/share/ca-certificates/x/own.crt',
    '/etc/ssl/certs/ca-certificates.crt',
  ],
  [
    'RHEL',
    '/usr/share/pki/ca-trust-source/ca-bundle.trust.p11-kit',
    `[p11-kit-object-v1]\nlabel: "a"\n${toPem(packaged.der, 'TRUSTED CERTIFICATE')}`,
    '/etc/pki/ca-trust/source/anchors/own.pem',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  ],
  [
    'SUSE',
    '/usr/share/pki/trust/a.p11-kit',
    packaged.pem,
    '/etc/pki/trust/anchors/own.pem',
    '/var/lib/ca-certificates/ca-bundle.pem',
  ],
])(
  'on %s the packages, the administrator and nobody are told apart',
  async (_, packages, text, owns, bundle) => {
    const origin = await read({ [packages]: text, [owns]: own.pem });
    expect([packaged, own, stranger].map(({ fingerprint }) => origin.originOf(bundle, fingerprint))).toEqual([
      'vendor',
      'own',
      'unknown',
    ]);
  },
);

it('takes all for the vendor’s where nothing of the packages is left, as in small images', async () => {
  const origin = await read({});
  expect(origin.originOf('/etc/ssl/certs/ca-certificates.crt', stranger.fingerprint)).toBe('vendor');
});

it('knows bundles that are shipped whole, and takes any other for one’s own', async () => {
  const origin = await read({ '/usr/share/ca-certificates/a.crt': packaged.pem });
  expect(origin.originOf('/usr/lib/python3/dist-packages/certifi/cacert.pem', stranger.fingerprint)).toBe(
    'vendor',
  );
  expect(origin.originOf('/opt/ca.pem', packaged.fingerprint)).toBe('own');
});

it('does not take for one’s own what the administrator distrusts', async () => {
  const { own: given } = await read({
    '/etc/pki/ca-trust/source/anchors/own.pem': own.pem,
    '/etc/pki/ca-trust/source/blocklist/bad.pem': stranger.pem,
  });
  expect([...given]).toEqual([[own.fingerprint, 'CN=own']]);
});
