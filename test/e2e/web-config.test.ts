import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { expect, it } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
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
