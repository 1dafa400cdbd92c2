import { X509Certificate } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { createSecureContext, getCACertificates, type TlsOptions } from 'node:tls';
import { whyUnreadable } from '../../model/unreadable-words.ts';
import { CURVES, TLS_VERSIONS, TLS12_CIPHER_SUITES, TLS13_CIPHER_SUITES } from './go-names.ts';
import type { TlsServerConfigText } from './schema.ts';
import type { TlsSettings } from './web-config.ts';
import { WebConfigError } from './web-config-error.ts';

/** The bytes of a file that the configuration names; rejects with the error of the file system. */
export type ReadFile = (path: string) => Promise<Buffer>;

const HANDSHAKE_TIMEOUT_MILLISECONDS = 10_000;

/** Old versions are only possible at the lowest of OpenSSL's security levels, which is what their users ask for. */
const OLD_VERSIONS: readonly string[] = ['TLS10', 'TLS11'];

/** Client certificates are checked by our policy after the handshake, except where OpenSSL can do it all. */
const REQUIRED: readonly string[] = [
  'RequireAnyClientCert',
  'RequireClientCert',
  'RequireAndVerifyClientCert',
];
const VERIFIED: readonly string[] = ['VerifyClientCertIfGiven', 'RequireAndVerifyClientCert'];
const NONE: readonly string[] = ['', 'NoClientCert'];

/**
 * What `tls_server_config` means for Node; undefined where it asks for no TLS. Reads the files that it names, those
 * with relative paths beside `file`, and holds key against certificate.
 *
 * @throws WebConfigError
 */
export async function tlsSettings(
  config: TlsServerConfigText,
  file: string,
  read: ReadFile,
): Promise<TlsSettings | undefined> {
  const { cert, key, client_ca, cert_file, key_file, client_ca_file, client_auth_type } = config;
  if (
    [cert, key, client_ca, cert_file, key_file, client_ca_file, client_auth_type].every((text) => text === '')
  ) {
    return undefined;
  }
  const refuse = (name: string, reason: string, cause?: unknown): never => {
    throw new WebConfigError(file, `tls_server_config.${name}: ${reason}`, cause);
  };
  const material = async (name: string, path: string, inline: string): Promise<Buffer | string> => {
    if (path === '') return inline;
    const whole = resolve(dirname(file), path);
    return await read(whole).catch((cause: unknown) =>
      refuse(name, `cannot read ${whole}: ${whyUnreadable(cause)}`, cause),
    );
  };
  if (cert_file === '' && cert === '') refuse('cert_file', 'expected a certificate here or in cert');
  if (key_file === '' && key === '') refuse('key_file', 'expected a private key here or in key');

  const asksClients = !NONE.includes(client_auth_type);
  const authorities = await material('client_ca_file', client_ca_file, client_ca);
  if (authorities.length > 0 && !asksClients) {
    refuse('client_auth_type', 'expected one that asks clients for certificates, as there are client CAs');
  }
  if (authorities.length > 0 && !holdsCertificate(authorities.toString())) {
    refuse('client_ca_file', 'expected at least one PEM certificate here or in client_ca');
  }
  const required = REQUIRED.includes(client_auth_type);
  const verified = VERIFIED.includes(client_auth_type);
  if (config.client_allowed_sans !== undefined && !required) {
    refuse('client_allowed_sans', 'only with RequireAnyClientCert or RequireAndVerifyClientCert');
  }

  const options: TlsOptions = {
    cert: await material('cert_file', cert_file, cert),
    key: await material('key_file', key_file, key),
    ...protocolOptions(config),
    requestCert: asksClients,
    rejectUnauthorized: required && verified,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MILLISECONDS,
    // Without client CAs Go takes the system's.
    ...(verified && { ca: authorities.length > 0 ? authorities : getCACertificates('system') }),
  };
  try {
    createSecureContext(options);
  } catch (cause) {
    refuse('cert_file', 'expected a PEM certificate, and in key_file the unencrypted PEM key to it', cause);
  }
  return { options, clients: { required, verified, allowedSans: config.client_allowed_sans } };
}

function protocolOptions(config: TlsServerConfigText): TlsOptions {
  const { cipher_suites: suites, curve_preferences: curves, min_version, max_version } = config;
  const chosen = suites.flatMap((name) => TLS12_CIPHER_SUITES[name] ?? []);
  const old = OLD_VERSIONS.includes(min_version);
  const ciphers = [
    ...(suites.length > 0 || old ? TLS13_CIPHER_SUITES : []),
    ...(suites.length > 0 ? chosen : []),
    ...(suites.length === 0 && old ? ['DEFAULT'] : []),
    ...(old ? ['@SECLEVEL=0'] : []),
  ];
  return {
    minVersion: TLS_VERSIONS[min_version] ?? 'TLSv1.2',
    maxVersion: TLS_VERSIONS[max_version] ?? 'TLSv1.3',
    honorCipherOrder: config.prefer_server_cipher_suites,
    ...(ciphers.length > 0 && { ciphers: ciphers.join(':') }),
    ...(curves.length > 0 && { ecdhCurve: curves.map((name) => CURVES[name]).join(':') }),
  };
}

/** Whether there is a certificate that can be read; as in Go, what cannot is passed over. */
function holdsCertificate(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  return blocks.some((block) => {
    try {
      return new X509Certificate(block).raw.length > 0;
    } catch {
      return false;
    }
  });
}
