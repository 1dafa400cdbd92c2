import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { KubeconfigCredentials } from '../../../src/kubernetes/credentials/kubeconfig-credentials.ts';
import { writtenKubeconfig } from '../../support/kubernetes/written-kubeconfig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const SERVER = { server: 'https://127.0.0.1:1' };
const open = (path: string): KubeconfigCredentials => new KubeconfigCredentials(path, undefined, () => 0);

it.each([
  [{}, {}, 'has a cluster whose server is no https:// address.'],
  [{}, { server: 'ftp://example.com' }, 'has a cluster whose server is no https:// address.'],
  [{}, { server: 'no address' }, 'has a cluster whose server is no https:// address.'],
  [
    {},
    { server: 'https://u:hunter2@c' },
    'has a cluster whose server holds a user or a password: they belong into the user.',
  ],
  [
    {},
    { ...SERVER, 'certificate-authority-data': 'YQ==', 'insecure-skip-tls-verify': true },
    'has both a certificate-authority and insecure-skip-tls-verify: only one of them can be meant.',
  ],
  [
    {},
    { ...SERVER, 'proxy-url': 'socks5://u:hunter2@proxy' },
    'has a proxy-url that is no http:// or https:// address: SOCKS is not supported.',
  ],
  [
    {},
    { ...SERVER, 'proxy-url': 'http://u%zz:hunter2@proxy' },
    'has a proxy-url that is no http:// or https:// address.',
  ],
  [{}, { ...SERVER, 'proxy-url': 'hunter2' }, 'has a proxy-url that is no http:// or https:// address.'],
  [{ 'client-certificate-data': 'YQ==' }, SERVER, 'has a client-certificate without its client-key.'],
  [{ 'client-key': 'k' }, SERVER, 'has a client-key without its client-certificate.'],
  [
    { 'auth-provider': { name: 'gcp' } },
    SERVER,
    'names an auth-provider, which Kubernetes 1.26 gave up: use exec, a token or a certificate.',
  ],
  [{ 'as-user-extra': { scopes: ['x'] } }, SERVER, 'has as-user-extra, which is not supported.'],
])('does not use the user %j of the cluster %j', (user, cluster, why) => {
  const path = writtenKubeconfig(user, cluster);
  expect(() => open(path)).toThrow(`The kubeconfig ${path} ${why}`);
});

it('says that data is not base64', () => {
  const path = writtenKubeconfig({}, { ...SERVER, 'certificate-authority-data': '-----BEGIN' });
  expect(() => open(path)).toThrow(`In the kubeconfig ${path}, certificate-authority-data is not base64.`);
});

it('reads what is embedded', async () => {
  const path = writtenKubeconfig(
    {
      token: 'hunter2',
      'client-certificate-data': base64('certificate'),
      'client-key-data': base64('key'),
      as: 'bob',
      'as-uid': '7',
      'as-groups': ['a', 'b'],
    },
    {
      server: 'https://rancher.example.com/k8s/clusters/c-1/',
      'certificate-authority-data': base64('authority'),
      'tls-server-name': 'kubernetes',
      'disable-compression': true,
      'proxy-url': 'http://proxy:3128',
    },
  );
  expect(await open(path).access()).toMatchObject({
    server: 'https://rancher.example.com/k8s/clusters/c-1',
    headers: {
      authorization: 'Bearer hunter2',
      'impersonate-user': 'bob',
      'impersonate-uid': '7',
      'impersonate-group': ['a', 'b'],
    },
    tls: {
      ca: Buffer.from('authority'),
      identity: { certificate: Buffer.from('certificate'), key: Buffer.from('key') },
      serverName: 'kubernetes',
      insecure: false,
    },
    proxy: 'http://proxy:3128',
    compression: false,
  });
});

it('reads files relative to the kubeconfig, again for each request', async () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);
  const path = writtenKubeconfig(
    {
      tokenFile: 'token',
      token: 'not this',
      'client-certificate': 'tls.crt',
      'client-key': join(folder, 'tls.key'),
    },
    { ...SERVER, 'certificate-authority': 'ca.crt' },
    folder,
  );
  for (const name of ['token', 'tls.crt', 'tls.key', 'ca.crt']) write(name, `${name}-1`);
  const credentials = open(path);
  expect((await credentials.access()).headers).toEqual({ authorization: 'Bearer token-1' });
  for (const name of ['token', 'tls.crt', 'tls.key', 'ca.crt']) write(name, `${name}-2`);
  expect(await credentials.access()).toMatchObject({
    headers: { authorization: 'Bearer token-2' },
    tls: {
      ca: Buffer.from('ca.crt-2'),
      identity: { certificate: Buffer.from('tls.crt-2'), key: Buffer.from('tls.key-2') },
    },
  });
  rmSync(join(folder, 'tls.key'));
  await expect(credentials.access()).rejects.toThrow(
    `Cannot read the client key for the API server, ${join(folder, 'tls.key')}: ENOENT.`,
  );
});

it('sends a name and a password', async () => {
  const { headers } = await open(writtenKubeconfig({ username: 'u', password: 'p' })).access();
  expect(headers).toEqual({ authorization: `Basic ${base64('u:p')}` });
});

it('reads the kubeconfig again when what it said is refused, and only then', async () => {
  const path = writtenKubeconfig({ token: 'one' });
  const folder = dirname(path);
  const credentials = open(path);
  const refused = await credentials.access();
  writtenKubeconfig({ token: 'two' }, { server: 'https://127.0.0.1:2' }, folder);
  expect((await credentials.access()).headers).toEqual({ authorization: 'Bearer one' });
  credentials.renew(refused);
  const renewed = await credentials.access();
  expect(renewed).toMatchObject({ server: 'https://127.0.0.1:2', headers: { authorization: 'Bearer two' } });
  // Another request that was refused earlier: what is held is newer than that.
  writtenKubeconfig({ token: 'three' }, SERVER, folder);
  credentials.renew(refused);
  expect((await credentials.access()).headers).toEqual({ authorization: 'Bearer two' });
  // A kubeconfig that is broken now is told, and read again for the next request.
  writeFileSync(path, '');
  credentials.renew(renewed);
  await expect(credentials.access()).rejects.toThrow(`The kubeconfig ${path} is no mapping.`);
  writtenKubeconfig({ token: 'four' }, SERVER, folder);
  expect((await credentials.access()).headers).toEqual({ authorization: 'Bearer four' });
});
