import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InClusterCredentials } from '../../../src/kubernetes/credentials/in-cluster.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ENVIRONMENT = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

/** A folder as the kubelet makes it: files are links through `..data`, which is swapped as a whole. */
function serviceAccount(): { folder: string; swap: (token: string, authority?: string) => void } {
  const folder = temporaryFolder();
  let version = 0;
  const swap = (token: string, authority = 'authority'): void => {
    const data = `..${++version}`;
    mkdirSync(join(folder, data));
    writeFileSync(join(folder, data, 'token'), token);
    writeFileSync(join(folder, data, 'ca.crt'), authority);
    writeFileSync(join(folder, data, 'namespace'), 'monitoring');
    symlinkSync(data, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  swap('first');
  for (const name of ['token', 'ca.crt', 'namespace']) symlinkSync(`..data/${name}`, join(folder, name));
  return { folder, swap };
}

it.each([
  [{}],
  [{ KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
  [{ KUBERNETES_SERVICE_HOST: '', KUBERNETES_SERVICE_PORT: '' }],
])('says that it runs in no cluster with %o', (environment) => {
  expect(() => new InClusterCredentials(environment, '/nowhere')).toThrow(
    'This process runs in no cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set. Name a kubeconfig.',
  );
});

it('says that the token is not mounted', () => {
  const folder = temporaryFolder();
  expect(() => new InClusterCredentials(ENVIRONMENT, folder)).toThrow(
    `Cannot read the ServiceAccount's token, ${folder}/token: ENOENT. Let the pod mount it (automountServiceAccountToken), or name a kubeconfig.`,
  );
});

it('follows the token and the authority as they rotate', async () => {
  const { folder, swap } = serviceAccount();
  const credentials = new InClusterCredentials(ENVIRONMENT, folder);
  expect(await credentials.access()).toMatchObject({
    server: 'https://10.0.0.1:443',
    headers: { authorization: 'Bearer first' },
    tls: { ca: Buffer.from('authority'), identity: undefined, insecure: false },
  });
  swap('second\n', 'another');
  expect(await credentials.access()).toMatchObject({
    headers: { authorization: 'Bearer second' },
    tls: { ca: Buffer.from('another') },
  });
});

it.each([
  ['', 'is empty'],
  ['\n', 'is empty'],
  ['two\nlines', 'is no token'],
  ['sm\u00f6rg\u0000', 'is no token'],
])('does not send the token %j', async (token, why) => {
  const { folder, swap } = serviceAccount();
  const credentials = new InClusterCredentials(ENVIRONMENT, folder);
  swap(token);
  await expect(credentials.access()).rejects.toThrow(
    `The token for the API server in ${folder}/token ${why}.`,
  );
});

it('says which file is gone, and goes on when it is back', async () => {
  const { folder, swap } = serviceAccount();
  const credentials = new InClusterCredentials(ENVIRONMENT, folder);
  rmSync(join(folder, '..data'));
  await expect(credentials.access()).rejects.toThrow(
    `Cannot read the token for the API server, ${folder}/token: ENOENT.`,
  );
  expect(credentials.namespace).toBe('default');
  swap('back');
  expect((await credentials.access()).headers).toEqual({ authorization: 'Bearer back' });
  expect(credentials.namespace).toBe('monitoring');
});

it('writes an IPv6 address as a URL has it', async () => {
  const { folder } = serviceAccount();
  const credentials = new InClusterCredentials(
    { ...ENVIRONMENT, KUBERNETES_SERVICE_HOST: 'fd00::1' },
    folder,
  );
  expect(credentials.server).toBe('https://[fd00::1]:443');
});
