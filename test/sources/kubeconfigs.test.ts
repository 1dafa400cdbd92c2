import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readKubeconfigInSteps } from '../../src/formats/kubeconfig.ts';
import { readContainerInSteps } from '../../src/formats/read-container.ts';
import type { Collection, Source } from '../../src/model/source.ts';
import { createKubeconfigsSource, type KubeconfigsSourceOptions } from '../../src/sources/kubeconfigs.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { collectOnce, testSource } from '../support/files-source.ts';
import { kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ca = createCertificate({ subject: 'ca', isAuthority: true });
const [client, renewed] = [
  createCertificate({ subject: 'client' }),
  createCertificate({ subject: 'client' }),
];

function kubeconfigsSource(options: Partial<KubeconfigsSourceOptions>): Source {
  const reader = new CertificateReader();
  const source = createKubeconfigsSource({
    ...testSource(reader),
    readKubeconfig: (bytes) => readKubeconfigInSteps(bytes, reader),
    ...options,
  });
  onTestFinished(async () => source.close?.());
  return source;
}

const found = ({ certificates }: Collection): string[] =>
  certificates.map(
    ({ location, certificate }) => `${location.path} ${location.entry} ${certificate.serialNumber}`,
  );
const problems = ({ problems: all }: Collection): string[] =>
  all.map(({ location, reason }) => `${reason} ${location.path} ${location.entry ?? '-'}`);
const serial = (pem: string): string =>
  [...readContainerNow(pem)].map(({ serialNumber }) => serialNumber).join();
function readContainerNow(pem: string) {
  const steps = readContainerInSteps(Buffer.from(pem), new CertificateReader());
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value.certificates;
}

const user = (name: string, certificate: string): string =>
  `- name: ${name}\n  user:\n    client-certificate: ${certificate}\n`;

describe('kubeconfigs', () => {
  it.skipIf(programMissing(kubernetesProgram('kubectl')))(
    'that kubectl wrote are read, embedded and by path',
    async () => {
      const folder = temporaryFolder();
      const file = (name: string): string => join(folder, name);
      writeFileSync(file('ca.crt'), ca.pem);
      writeFileSync(file('client.crt'), client.pem);
      writeFileSync(file('client.key'), client.privateKeyPem);
      const config = (name: string, ...args: string[]): void => {
        const { status, stderr } = runProgram(kubernetesProgram('kubectl'), [
          'config',
          `--kubeconfig=${file(name)}`,
          ...args,
        ]);
        expect(stderr).toBe('');
        expect(status).toBe(0);
      };
      for (const [name, embed] of [
        ['embedded.conf', 'true'],
        ['paths.conf', 'false'],
      ] as const) {
        const authority = [`--certificate-authority=${file('ca.crt')}`, `--embed-certs=${embed}`];
        config(name, 'set-cluster', 'prod', '--server=https://192.0.2.1:6443', ...authority);
        const pair = [`--client-certificate=${file('client.crt')}`, `--client-key=${file('client.key')}`];
        config(name, 'set-credentials', 'admin', ...pair, `--embed-certs=${embed}`);
        config(name, 'set-credentials', 'bot', '--token=abc');
        config(
          name,
          'set-credentials',
          'sso',
          '--exec-command=aws',
          '--exec-api-version=client.authentication.k8s.io/v1',
        );
        config(name, 'set-context', 'prod', '--cluster=prod', '--user=admin');
      }
      const collection = await collectOnce(kubeconfigsSource({ include: [`${folder}/*.conf`] }));
      expect(problems(collection)).toEqual([]);
      expect(found(collection).toSorted()).toEqual(
        ['embedded.conf', 'paths.conf'].flatMap((name) => [
          `${file(name)} cluster/prod ${serial(ca.pem)}`,
          `${file(name)} user/admin ${serial(client.pem)}`,
        ]),
      );
    },
  );

  it('sees a file change that a kubeconfig names, though the kubeconfig does not', async () => {
    const folder = temporaryFolder();
    const [config, pki] = [join(folder, 'kubelet.conf'), join(folder, 'pki')];
    mkdirSync(pki);
    writeFileSync(join(pki, 'old.pem'), client.privateKeyPem + client.pem);
    writeFileSync(join(pki, 'new.pem'), renewed.pem + renewed.privateKeyPem);
    symlinkSync('old.pem', join(pki, 'current.pem'));
    writeFileSync(config, `users:\n${user('kubelet', 'pki/current.pem')}`);
    const source = kubeconfigsSource({ include: [config] });
    const first = await collectOnce(source);
    expect(found(first)).toEqual([`${config} user/kubelet ${serial(client.pem)}`]);
    const second = await collectOnce(source);
    expect(second.certificates).toBe(first.certificates);
    expect(second.problems).toBe(first.problems);

    rmSync(join(pki, 'current.pem'));
    const gone = await collectOnce(source);
    expect(found(gone)).toEqual([]);
    expect(problems(gone)).toEqual([`not_found ${config} user/kubelet`]);
    expect(gone.problems[0]?.detail).toBe(`It names ${pki}/current.pem. There is no such file.`);
    expect((await collectOnce(source)).problems).toBe(gone.problems);

    symlinkSync('new.pem', join(pki, 'current.pem'));
    const third = await collectOnce(source);
    expect(found(third)).toEqual([`${config} user/kubelet ${serial(renewed.pem)}`]);
    expect(problems(third)).toEqual([]);
  });

  it('names what is wrong at the entry, and shows the others', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'good.crt'), client.pem);
    writeFileSync(join(folder, 'empty.crt'), '');
    writeFileSync(join(folder, 'bad.crt'), client.pem.slice(0, 200));
    const names = [
      'good.crt',
      'empty.crt',
      'bad.crt',
      '.',
      'nothing.crt',
      '*.crt',
      '../../../../../../nowhere',
    ];
    const config = join(folder, 'config');
    writeFileSync(config, `users:\n${names.map((name, at) => user(`u${at}`, `"${name}"`)).join('')}`);
    const collection = await collectOnce(kubeconfigsSource({ include: [config] }));
    expect(found(collection)).toEqual([`${config} user/u0 ${serial(client.pem)}`]);
    expect(problems(collection)).toEqual([
      `no_certificate ${config} user/u1`,
      `malformed_pem ${config} user/u2`,
      `not_regular_file ${config} user/u3`,
      `not_found ${config} user/u4`,
      `not_found ${config} user/u5`,
      `not_found ${config} user/u6`,
    ]);
    expect(collection.complete).toBe(true);
  });

  it('on network mounts are read in a process that can be given up, and so is what they name there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'net'));
    writeFileSync(join(folder, 'net/client.crt'), client.pem);
    writeFileSync(join(folder, 'net/far.conf'), `users:\n${user('far', 'client.crt')}`);
    writeFileSync(join(folder, 'near.conf'), `users:\n${user('near', 'net/client.crt')}`);
    const source = kubeconfigsSource({
      include: [`${folder}/*.conf`, `${folder}/net/*.conf`],
      mountInfo: () => `43 27 0:39 / ${folder}/net rw,relatime - nfs4 server:/x rw\n`,
    });
    const first = await collectOnce(source);
    expect(problems(first)).toEqual([]);
    expect(found(first).toSorted()).toEqual([
      `${folder}/near.conf user/near ${serial(client.pem)}`,
      `${folder}/net/far.conf user/far ${serial(client.pem)}`,
    ]);
    rmSync(join(folder, 'net/client.crt'));
    expect(problems(await collectOnce(source)).toSorted()).toEqual([
      `not_found ${folder}/near.conf user/near`,
      `not_found ${folder}/net/far.conf user/far`,
    ]);
  });

  it('tells of a mount that cannot be read, at the mount and once, and is then not complete', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'net'));
    writeFileSync(join(folder, 'net/client.crt'), client.pem);
    writeFileSync(join(folder, 'near.conf'), `users:\n${user('near', 'net/client.crt')}${user('no', 'x')}`);
    const options = {
      mountInfo: () => `43 27 0:39 / ${folder}/net rw,relatime - nfs4 server:/x rw\n`,
      remote: { entry: { file: join(folder, 'no-such-program.mjs'), args: [] }, timeout: 20 },
    };
    for (const include of [[`${folder}/near.conf`], [`${folder}/near.conf`, `${folder}/net/*.conf`]]) {
      const collection = await collectOnce(kubeconfigsSource({ ...options, include }));
      expect(problems(collection)).toEqual([
        `io_error ${folder}/net -`,
        `not_found ${folder}/near.conf user/near`,
        `not_found ${folder}/near.conf user/no`,
      ]);
      expect(collection.complete).toBe(false);
    }
  });

  it('stays below the root that is given, absolute paths and links too', async () => {
    const root = rootTree({
      'etc/kubernetes/admin.conf': `users:\n${user('a', '/etc/pki/a.crt')}${user('b', '../../pki-link/a.crt')}${user('c', '../../../../etc/pki/a.crt')}`,
      'etc/pki/a.crt': client.pem,
      'pki-link': { link: '/etc/pki' },
    });
    const collection = await collectOnce(kubeconfigsSource({ root, include: ['/etc/kubernetes/*.conf'] }));
    expect(found(collection)).toEqual(
      ['a', 'b', 'c'].map((name) => `/etc/kubernetes/admin.conf user/${name} ${serial(client.pem)}`),
    );
  });

  it('of several names are read once, and a glob leaves what is none in peace', async () => {
    const folder = temporaryFolder();
    const config = join(folder, 'a.conf');
    writeFileSync(join(folder, 'ca.crt'), ca.pem);
    writeFileSync(config, 'clusters:\n- {name: x, cluster: {certificate-authority: ca.crt}}\n');
    symlinkSync('a.conf', join(folder, 'b.conf'));
    writeFileSync(join(folder, 'kubelet.conf'), 'kind: KubeletConfiguration\n');
    writeFileSync(join(folder, 'broken.conf'), 'a: [');
    const collection = await collectOnce(kubeconfigsSource({ include: [`${folder}/*.conf`] }));
    expect(found(collection)).toEqual([`${config} cluster/x ${serial(ca.pem)}`]);
    expect(problems(collection)).toEqual([`malformed_kubeconfig ${join(folder, 'broken.conf')} -`]);
    const literal = await collectOnce(kubeconfigsSource({ include: [join(folder, 'kubelet.conf')] }));
    expect(problems(literal)).toEqual([`malformed_kubeconfig ${join(folder, 'kubelet.conf')} -`]);
  });

  it('of one name for two entries have both, and no two alike', async () => {
    const config = join(temporaryFolder(), 'config');
    const data = Buffer.from(ca.pem).toString('base64');
    const cluster = `- {name: x, cluster: {certificate-authority-data: ${data}}}\n`;
    writeFileSync(config, `clusters:\n${cluster}${cluster}`);
    const source = kubeconfigsSource({ include: [config] });
    const collection = await collectOnce(source);
    expect(found(collection)).toHaveLength(2);
    expect(problems(collection)).toEqual([`malformed_kubeconfig ${config} cluster/x`]);
    expect((await collectOnce(source)).certificates).toBe(collection.certificates);
  });

  it('that are missing, unreadable or too large are problems of the file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'large'), 'x'.repeat(5000));
    const paths = ['missing', 'large', '.'].map((name) => join(folder, name));
    const collection = await collectOnce(kubeconfigsSource({ include: paths, maxFileBytes: 4096 }));
    expect(problems(collection).toSorted()).toEqual([
      `not_found ${folder}/missing -`,
      `not_regular_file ${folder} -`,
      `too_large ${folder}/large -`,
    ]);
  });

  it('that change their token alone are as before', async () => {
    const folder = temporaryFolder();
    const config = join(folder, 'config');
    const data = Buffer.from(client.pem).toString('base64');
    const write = (token: string): void =>
      writeFileSync(
        config,
        `users:\n- {name: x, user: {client-certificate-data: ${data}, token: ${token}}}\n`,
      );
    write('one');
    const source = kubeconfigsSource({ include: [config] });
    const first = await collectOnce(source);
    write('another');
    expect((await collectOnce(source)).certificates).toBe(first.certificates);
    chmodSync(config, 0o600);
    expect((await collectOnce(source)).certificates).toBe(first.certificates);
  });
});
