import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { expect, it, vi } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { startListening } from '../support/listening-process.ts';
import { prometheusMissing, query } from '../support/prometheus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The status of one request by TLS, on a connection of its own. */
function status(port: string, ca: string, authorization?: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = authorization === undefined ? {} : { authorization };
  request({ port, host: '127.0.0.1', path: '/metrics', ca, headers, agent: false }, (response) => {
    response.resume();
    resolve(response.statusCode);
  })
    .on('error', reject)
    .end();
  return promise;
}

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

it('TLS and passwords guard the bundle, whose thread for bcrypt is the bundle itself', async () => {
  const folder = temporaryFolder();
  const { pem, privateKeyPem } = createCertificate({
    subject: 'localhost',
    sans: ['IP:127.0.0.1'],
    isAuthority: true,
  });
  writeFileSync(join(folder, 'server.crt'), pem);
  writeFileSync(join(folder, 'server.key'), privateKeyPem);
  writeFileSync(
    join(folder, 'web.yml'),
    `tls_server_config: { cert_file: server.crt, key_file: server.key }
basic_auth_users: { prometheus: "${hashSync('secret', 4)}" }
`,
  );
  const exporter = await startExporter([
    `--web.config.file=${join(folder, 'web.yml')}`,
    '--certificates-dir=/nowhere',
  ]);
  const port = new URL(exporter.url).port;
  const statuses = async (...credentials: (string | undefined)[]) =>
    Promise.all(credentials.map((each) => status(port, pem, each && basic(each))));
  expect(await statuses(undefined, 'prometheus:wrong', 'nobody:secret', 'prometheus:secret')).toEqual([
    401, 401, 401, 200,
  ]);
  expect(exporter.lines.join('\n')).not.toContain('secret');
  expect(exporter.lines.join('\n')).not.toContain(
    readFileSync(join(folder, 'server.key'), 'utf8').split('\n')[1],
  );
  expect(await exporter.end('SIGTERM')).toBe(0);
});

it.skipIf(prometheusMissing('TLS and passwords between Prometheus and the exporter'))(
  'a real Prometheus gets through with what docs/web-configuration.md tells both',
  async () => {
    const docs = readFileSync(join(import.meta.dirname, '../../docs/web-configuration.md'), 'utf8');
    const [web = '', scrape = ''] = [...docs.matchAll(/```yaml\n([^`]*)```/g)].map((match) => match[1]);
    const folder = temporaryFolder();
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    const authority = createCertificate({ subject: 'Authority', isAuthority: true });
    const server = createCertificate({ subject: 'exporter', sans: ['IP:127.0.0.1'], issuer: authority });
    const client = createCertificate({ subject: 'prometheus', issuer: authority });
    write('server.crt', server.pem);
    write('server.key', server.privateKeyPem);
    write('prometheus-ca.crt', authority.pem);
    write('exporter-ca.crt', authority.pem);
    write('prometheus.crt', client.pem);
    write('prometheus.key', client.privateKeyPem);
    write('exporter-password', 'secret');
    write('web.yml', web.replace(/\$2y\$10\$\S*/, hashSync('secret', 4)));
    const exporter = await startExporter([
      `--web.config.file=${join(folder, 'web.yml')}`,
      '--certificates-dir=/nowhere',
    ]);
    const intervals = 'global: { scrape_interval: 1s, scrape_timeout: 1s }\n';
    const address = new URL(exporter.url).host;
    write(
      'prometheus.yml',
      intervals +
        scrape.replaceAll('/etc/prometheus/', `${folder}/`).replace('web1.example.com:9201', address),
    );
    const { url } = await startListening('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${folder}/data`,
      '--web.listen-address=127.0.0.1:0',
    ]);
    await vi.waitFor(
      async () => expect(await query(url, 'up{job="tls-cert-exporter"} == 1')).toHaveLength(1),
      { timeout: 60_000, interval: 200 },
    );
  },
  120_000,
);
