import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseWebConfig } from '../../../src/http/web-config/parse.ts';
import { tlsSettings } from '../../../src/http/web-config/tls-settings.ts';
import { TLS, webConfigFolder } from '../../support/web-config.ts';

/** The settings of `tls_server_config` with certificate, key, and these lines. */
async function settings(...lines: string[]) {
  const { folder } = webConfigFolder();
  const file = join(folder, 'web.yml');
  const text = TLS + lines.map((line) => `  ${line}\n`).join('');
  return tlsSettings(parseWebConfig(text, file).tls_server_config, file, readFile);
}

it('asks for no TLS where nothing is said of it', async () => {
  const { tls_server_config: config } = parseWebConfig('tls_server_config: {min_version: TLS13}', 'web.yml');
  expect(await tlsSettings(config, 'web.yml', () => expect.fail('read a file'))).toBeUndefined();
});

it('leaves suites and curves to the runtime where none are named', async () => {
  const options = (await settings())?.options;
  expect(options).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', honorCipherOrder: true });
  expect(options).not.toHaveProperty('ciphers');
  expect(options).not.toHaveProperty('ecdhCurve');
});

it('translates suites and curves in their order, with the suites of TLS 1.3', async () => {
  const options = (
    await settings(
      'cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA]',
      'curve_preferences: [X25519, CurveP256]',
      'prefer_server_cipher_suites: false',
    )
  )?.options;
  expect(options).toMatchObject({
    ciphers:
      'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA',
    ecdhCurve: 'X25519:P-256',
    honorCipherOrder: false,
  });
});

it.each([
  ['NoClientCert', false, false, { required: false, verified: false }],
  ['RequestClientCert', true, false, { required: false, verified: false }],
  ['RequireClientCert', true, false, { required: true, verified: false }],
  ['RequireAnyClientCert', true, false, { required: true, verified: false }],
  ['VerifyClientCertIfGiven', true, false, { required: false, verified: true }],
  ['RequireAndVerifyClientCert', true, true, { required: true, verified: true }],
])('knows what %s asks of clients', async (type, requestCert, rejectUnauthorized, clients) => {
  const result = await settings(`client_auth_type: ${type}`);
  expect(result?.options).toMatchObject({ requestCert, rejectUnauthorized });
  expect(result?.clients).toEqual({ ...clients, allowedSans: undefined });
});

it('trusts the client CAs alone, and the system’s where none are named', async () => {
  const policy = 'client_auth_type: RequireAndVerifyClientCert';
  expect(String((await settings(policy, 'client_ca_file: ca.crt'))?.options.ca)).toContain(
    'BEGIN CERTIFICATE',
  );
  expect((await settings(policy))?.options.ca).toBeInstanceOf(Array);
});
