import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { createHostFiles } from '../../../src/trust/host/host-files.ts';
import { AnchorLoader } from '../../../src/trust/runtimes/anchor-loader.ts';
import { file, type RuntimeRule } from '../../../src/trust/runtimes/choice.ts';
import { curl } from '../../../src/trust/runtimes/curl.ts';
import { git } from '../../../src/trust/runtimes/git.ts';
import { go } from '../../../src/trust/runtimes/go.ts';
import { node } from '../../../src/trust/runtimes/node.ts';
import { openssl } from '../../../src/trust/runtimes/openssl.ts';
import { runtimeTrusts, trustOf } from '../../../src/trust/runtimes/runtime-trust.ts';
import { rustls } from '../../../src/trust/runtimes/rustls.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { encryptedContent, pbes2, pfx } from '../../support/pfx-writer.ts';
import { hostFolder, surroundings } from '../../support/trust-laboratory/host-folder.ts';
import { PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

const { pem } = createCertificate();
const BAD = '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n';
const loader = (): AnchorLoader =>
  new AnchorLoader(hostFolder({ '/good': pem, '/bad': pem + BAD, '/empty': '' }));

it('says of a mounted host what every runtime on it trusts, and runs nothing', () => {
  const host = hostFolder({
    ...PYTHON_HOST,
    '/etc/ssl/certs/ca-certificates.crt': pem + BAD,
    '/usr/lib/ssl/cert.pem': { link: '/etc/ssl/certs/ca-certificates.crt' },
    '/usr/lib/jvm/a/bin/java': '',
    '/usr/lib/jvm/a/lib/security/cacerts': { link: '/etc/ssl/certs/java/cacerts' },
  });
  const found = runtimeTrusts({ host, environment: {} });
  const summary = found.map(({ runtime, installation, anchors, usable }) => [
    runtime,
    installation,
    anchors,
    usable,
  ]);
  expect(summary).toEqual([
    ['botocore', '/opt/app/bin/python3.11', 0, false],
    ['botocore', '/root/.pyenv/versions/3.13.0/bin/python3.13', 0, false],
    ['go', 'any', 1, true],
    ['java', '/usr/lib/jvm/a', 0, false],
    ['pip', '/usr/bin/python3.11', 0, false],
    ['pip', '/root/.pyenv/versions/3.13.0/bin/python3.13', 0, false],
    ['python', '/usr/bin/python3.11', 0, false],
    ['python', '/opt/app/bin/python3.11', 0, false],
    ['python', '/root/.pyenv/versions/3.13.0/bin/python3.13', 0, false],
    ['requests', '/usr/bin/python3.11', 0, false],
    ['requests', '/opt/app/bin/python3.11', 0, false],
    ['rustls', 'any', 1, true],
  ]);
  const requests = found.find(({ runtime }) => runtime === 'requests');
  expect(requests?.detail).toContain(`/etc/ssl/certs/ca-certificates.crt: the block at byte ${pem.length}`);
});

it('tells of what somebody has named and nobody can read, though other places are enough', () => {
  const found = trustOf(
    {
      rule: 'r',
      places: [
        file('/none', 'gnutls', { isNamed: true }),
        file('/none', 'gnutls', { isNamed: true }),
        file('own.pem', 'gnutls', { isNamed: true }),
        file('/absent', 'gnutls'),
        file('/good', 'gnutls', { isNamed: true }),
      ],
    },
    loader(),
  );
  expect(found).toMatchObject({ anchors: 1, usable: true });
  expect(found.detail).toBe(
    '/none: cannot be read (ENOENT) own.pem: cannot be read (ENOENT) own.pem: is relative to the folder in which the program was started',
  );
});

it.each([
  [openssl, { SSL_CERT_FILE: '/typo.pem' }],
  [openssl, { SSL_CERT_DIR: '/typo' }],
  [openssl, { SSL_CERT_DIR: '/typo:/good' }],
  [go, { SSL_CERT_FILE: '/typo.pem' }],
  [go, { SSL_CERT_DIR: '/typo' }],
  [rustls, { SSL_CERT_FILE: '/typo.pem' }],
  [rustls, { SSL_CERT_DIR: '/typo' }],
  [node, { NODE_EXTRA_CA_CERTS: '/typo.pem' }],
  [curl, { SSL_CERT_DIR: '/typo' }],
  [curl, { CURL_CA_BUNDLE: '/typo.pem' }],
  [git, { GIT_SSL_CAPATH: '/typo' }],
  [git, { GIT_SSL_CAINFO: '/typo.pem' }],
])('%o tells of a variable that is misspelt: %j', (rule, environment) => {
  const [variable = ''] = Object.values(environment);
  const seen = surroundings({ '/good/x': pem, '/usr/bin/program': '' }, environment);
  const { detail } = trustOf(rule.choose('/usr/bin/program', seen), new AnchorLoader(seen.host));
  expect(detail).toContain(`${variable.split(':')[0]}: `);
  const silent = surroundings({ '/usr/bin/program': '' });
  expect(
    trustOf(rule.choose('/usr/bin/program', silent), new AnchorLoader(silent.host)).detail,
  ).not.toContain(': ');
});

it('fails as a whole where a necessary place gives nothing, and does without others', () => {
  const necessary = { isNecessary: true };
  const failing = trustOf(
    { rule: 'r', places: [file('/none', 'gnutls', necessary), file('/good', 'gnutls')] },
    loader(),
  );
  expect(failing).toMatchObject({
    anchors: 0,
    usable: false,
    detail: expect.stringContaining('fails as a whole'),
  });
  const doing = trustOf({ rule: 'r', places: [file('/none', 'gnutls'), file('/good', 'gnutls')] }, loader());
  expect(doing).toMatchObject({ anchors: 1, usable: true, detail: '' });
  expect(doing.locations).toEqual([
    { path: '/none', kind: 'file' },
    { path: '/good', kind: 'file' },
  ]);
});

it('says what is damaged although the rest is enough, and looks at a last resort only where it must', () => {
  const places = [
    file('/good', 'gnutls'),
    file('/bad', 'gnutls'),
    file('/good', 'gnutls', { isFallback: true }),
  ];
  const trust = trustOf({ rule: 'r', places }, loader());
  expect(trust).toMatchObject({ anchors: 1, detail: expect.stringContaining('/bad: the block at byte') });
  const resort = [file('/empty', 'gnutls'), file('/good', 'gnutls', { isFallback: true })];
  expect(trustOf({ rule: 'r', places: resort }, loader())).toMatchObject({ anchors: 1, usable: true });
});

it("finds in this very Node.js its own roots, each by the reader's fingerprint", () => {
  const host = createHostFiles({ root: '/', locate: (path) => path });
  const rule: RuntimeRule = {
    runtime: 'node',
    installations: () => [process.execPath],
    choose: () => ({ rule: 'built_in', places: [], builtIn: process.execPath }),
  };
  const [trust] = runtimeTrusts({ host, environment: {}, rules: [rule] });
  expect(trust?.anchors).toBe(new Set(rootCertificates).size);
});

it('does not say that nobody is verified where a password hides what there is', () => {
  const closed = pfx([encryptedContent(pbes2(1000), Buffer.alloc(32))]);
  const host = new AnchorLoader(hostFolder({ '/store': closed }));
  const place = file('/store', 'java-keystore-opened', { isNecessary: true });
  expect(trustOf({ rule: 'r', places: [place] }, host)).toEqual({
    locations: [{ path: '/store', kind: 'file' }],
    rule: 'r',
    anchors: undefined,
    fingerprints: [],
    usable: true,
    detail: '/store: its certificates are encrypted, and the password that Java is told is not looked at',
  });
});
