import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { fillCluster } from '../support/kubernetes/cluster-contents.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { base64 } from '../support/kubernetes/objects.ts';
import { EVERYTHING, SLOW } from '../support/kubernetes/real-source.ts';
import { startListening } from '../support/listening-process.ts';

const REPLICAS = [0, 1, 2];

/** The series about what is in the cluster. */
const inCluster = (exposition: string): string[] =>
  exposition
    .split('\n')
    .filter((line) => /^tls_(?:cert_(?:not|info|object|manager)|crl)_?/.test(line))
    .toSorted();

describe.skipIf(apiServerMissing('the shipped program and a cluster'))(
  'the shipped program and a cluster',
  () => {
    let server: ApiServer;
    let config: string;

    beforeAll(async () => {
      server = await startApiServer();
      const { shop } = await fillCluster(server);
      const { pem, privateKeyPem } = createCertificate({ subject: 'in a keystore' });
      const input = ['-in', server.files.write('both.pem', pem + privateKeyPem)];
      const keystore = execFileSync('openssl', ['pkcs12', '-export', ...input, '-passout', 'pass:sesame']);
      await server.request('POST', `/api/v1/namespaces/${shop}/secrets`, {
        metadata: { name: 'keystore' },
        data: { 'keystore.p12': base64(keystore), password: base64('sesame') },
      });
      const kubeconfig = server.kubeconfig({ token: server.files.adminToken });
      const objects = EVERYTHING.replace('keys: ["*"]', 'keys: ["*"], passphrase_key: password');
      config = server.files.write(
        'config.yml',
        `sources: [{ name: cluster, type: kubernetes, kubeconfig: ${kubeconfig}, object_labels: [team], objects: ${objects} }]`,
      );
    }, SLOW);
    afterAll(() => server?.stop(), SLOW);

    it(
      'as three pods of a StatefulSet shows together, and each once, what one shows that is asked for the whole',
      async () => {
        const bundle = await builtBundle();
        const whole = inCluster(
          execFileSync(process.execPath, [bundle, 'check', `--config.file=${config}`, '--output=prom'], {
            encoding: 'utf8',
          }),
        );
        expect(whole.filter((line) => line.includes('subject="CN=in a keystore"'))).toHaveLength(3);
        expect(whole.filter((line) => line.startsWith('tls_cert_object_labels'))).toHaveLength(2);
        const shares = await Promise.all(
          REPLICAS.map(async (ordinal) => {
            const flags = [`--config.file=${config}`, '--shard=auto/3', '--web.listen-address=127.0.0.1:0'];
            const env = { ...process.env, HOSTNAME: `tls-cert-exporter-${ordinal}` };
            const { url } = await startListening(process.execPath, [bundle, ...flags], { env });
            await vi.waitFor(async () => expect((await fetch(`${url}/-/ready`)).status).toBe(200), {
              timeout: SLOW,
              interval: 50,
            });
            return inCluster(await (await fetch(`${url}/metrics`)).text());
          }),
        );
        expect(shares.flat().toSorted()).toEqual(whole);
        expect(shares.every((share) => share.length < whole.length)).toBe(true);
      },
      SLOW,
    );
  },
);
