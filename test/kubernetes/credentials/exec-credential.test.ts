import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ExecCredentialCache } from '../../../src/kubernetes/credentials/exec-credential.ts';
import { readExecSettings } from '../../../src/kubernetes/credentials/exec-settings.ts';
import { writtenScript } from '../../support/kubernetes/written-kubeconfig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const V1 = 'client.authentication.k8s.io/v1';

const credential = (status: object, apiVersion = V1): string =>
  JSON.stringify({ apiVersion, kind: 'ExecCredential', status });

/** A plugin that prints what lies in `output`, and counts its runs in `runs`. */
function plugin(now: () => number = () => 0, more: Record<string, unknown> = {}) {
  const folder = temporaryFolder();
  writtenScript(folder, 'plugin', ['echo run >> "$FOLDER/runs"', 'cat "$FOLDER/output"']);
  const exec = readExecSettings(
    {
      apiVersion: V1,
      command: './plugin',
      env: [{ name: 'FOLDER', value: folder }],
      ...more,
    },
    join(folder, 'config'),
  );
  return {
    folder,
    cache: new ExecCredentialCache(exec, () => ({ server: 'https://c' }), now),
    print: (output: string) => writeFileSync(join(folder, 'output'), output),
    runs: () => readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n').length,
  };
}

it.each([
  ['hunter2', 'something that is not JSON'],
  ['', 'something that is not JSON'],
  ['[]', 'no ExecCredential'],
  ['{"kind":"Token","token":"hunter2"}', 'no ExecCredential'],
  [credential({ token: 'hunter2' }, `${V1}beta1`), `another apiVersion than ${V1}`],
  [credential({}), 'neither a token nor a certificate'],
  [credential({ token: '' }), 'neither a token nor a certificate'],
  [credential({ token: 'hunter2\nx' }), 'a token that is none'],
  [credential({ clientKeyData: 'hunter2' }), 'a certificate without a key, or a key without a certificate'],
  [
    credential({ token: 'a', clientCertificateData: 'hunter2' }),
    'a certificate without a key, or a key without a certificate',
  ],
])('says of %j what is wrong, and nothing that stands in it', async (output, why) => {
  const { cache, print } = plugin();
  print(output);
  await expect(cache.get()).rejects.toThrow(
    expect.objectContaining({ message: `The credential plugin plugin printed ${why}.`, reason: 'api_error' }),
  );
});

it('runs the program again when what it said has expired, and not before', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const { cache, print, runs } = plugin(() => now);
  print(credential({ token: 'one', expirationTimestamp: '2026-01-01T01:00:00Z' }));
  expect(await cache.get()).toMatchObject({ token: 'one' });
  now = Date.parse('2026-01-01T00:59:59Z');
  expect(await cache.get()).toMatchObject({ token: 'one' });
  expect(runs()).toBe(1);
  print(credential({ token: 'two' }));
  now = Date.parse('2026-01-01T01:00:00Z');
  expect(await cache.get()).toMatchObject({ token: 'two', expires: Number.POSITIVE_INFINITY });
  now = Date.parse('2036-01-01T01:00:00Z');
  await cache.get();
  expect(runs()).toBe(2);
});

it('runs once for all who ask meanwhile, and again after a failure', async () => {
  const { cache, print, runs } = plugin();
  print('');
  const failed = await Promise.allSettled([cache.get(), cache.get(), cache.get()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(runs()).toBe(1);
  print(credential({ clientCertificateData: 'certificate', clientKeyData: 'key' }));
  expect(await cache.get()).toMatchObject({
    token: undefined,
    identity: { certificate: Buffer.from('certificate'), key: Buffer.from('key') },
  });
});

it.each([
  [false, { interactive: false }],
  [true, { interactive: false, cluster: { server: 'https://c' } }],
])('tells the program of the cluster where it asks for that: %s', async (provideClusterInfo, spec) => {
  const { cache, print, folder } = plugin(() => 0, {
    provideClusterInfo,
    command: 'sh',
    args: ['-c', 'printf %s "$KUBERNETES_EXEC_INFO" > "$FOLDER/info"; cat "$FOLDER/output"'],
  });
  print(credential({ token: 'x' }));
  await cache.get();
  expect(JSON.parse(readFileSync(join(folder, 'info'), 'utf8'))).toEqual({
    apiVersion: V1,
    kind: 'ExecCredential',
    spec,
  });
});

it('ends the program that runs when nobody asks any more', async () => {
  const { cache } = plugin(() => 0, { command: 'sleep', args: ['600'] });
  const running = cache.get();
  cache.close();
  await expect(running).rejects.toThrow('The cluster is no longer followed.');
});
