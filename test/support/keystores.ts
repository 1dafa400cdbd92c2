import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate } from './certificate-factory.ts';

/** A leaf with its key and the authority that issued it, as files that tools read. */
export interface KeystoreInput {
  readonly folder: string;
  readonly leaf: Buffer;
  readonly authority: Buffer;
}

export const PASSPHRASE = 'sécret 7';

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Writes what goes into keystores to a folder. */
export function writeKeystoreInput(folder: string): KeystoreInput {
  const authority = createCertificate({ subject: 'Keystore CA', isAuthority: true });
  const leaf = createCertificate({ subject: 'keystore.example.com', issuer: authority });
  writeFileSync(join(folder, 'ca.pem'), authority.pem);
  writeFileSync(join(folder, 'leaf.pem'), leaf.pem);
  writeFileSync(join(folder, 'leaf.key'), leaf.key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { folder, leaf: leaf.der, authority: authority.der };
}

/** A PKCS #12 file by `openssl pkcs12`, with the leaf (called `web`), its key and its authority. */
export function opensslKeystore(
  { folder }: KeystoreInput,
  options: readonly string[],
  passphrase = PASSPHRASE,
): Buffer {
  const out = join(folder, 'openssl.p12');
  const input = ['-inkey', join(folder, 'leaf.key'), '-in', join(folder, 'leaf.pem')];
  const chain = ['-certfile', join(folder, 'ca.pem'), '-name', 'web'];
  const secret = ['-passout', `pass:${passphrase}`];
  run('openssl', ['pkcs12', '-export', ...input, ...chain, ...secret, '-out', out, ...options]);
  return readFileSync(out);
}

/** A keystore by keytool: the leaf with its key and chain as `web`, and the authority as `root`. */
export function javaKeystore(
  input: KeystoreInput,
  type: 'JKS' | 'JCEKS' | 'PKCS12',
  options: readonly string[] = [],
): Buffer {
  const { folder } = input;
  const [from, to] = [join(folder, 'from.p12'), join(folder, `java.${type}`)];
  writeFileSync(from, opensslKeystore(input, [], 'changeit'));
  const store = ['-keystore', to, '-storetype', type, '-storepass', 'changeit'];
  const source = ['-srckeystore', from, '-srcstorepass', 'changeit', '-srcstoretype', 'PKCS12'];
  const destination = ['-destkeystore', to, '-deststoretype', type, '-deststorepass', 'changeit'];
  run('keytool', [...options, '-importkeystore', '-noprompt', ...source, ...destination]);
  const root = ['-alias', 'root', '-file', join(folder, 'ca.pem')];
  run('keytool', [...options, '-importcert', '-noprompt', ...root, ...store]);
  if (type === 'JCEKS')
    run('keytool', ['-genseckey', '-alias', 'secret', '-keyalg', 'AES', '-keysize', '256', ...store]);
  return readFileSync(to);
}

/** A PKCS #12 file by NSS's pk12util, with everything that `opensslKeystore` has. */
export function nssKeystore(input: KeystoreInput, options: readonly string[]): Buffer {
  const { folder } = input;
  const [from, to, database] = [join(folder, 'to-nss.p12'), join(folder, 'nss.p12'), `sql:${folder}`];
  writeFileSync(from, opensslKeystore(input, [], 'changeit'));
  run('certutil', ['-N', '-d', database, '--empty-password']);
  run('pk12util', ['-i', from, '-d', database, '-W', 'changeit']);
  run('pk12util', ['-o', to, '-n', 'web', '-d', database, '-W', PASSPHRASE, ...options]);
  return readFileSync(to);
}

/** A certificate as a tool lists it. */
export interface Listed {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
  /** Unix seconds. */
  readonly notAfter: number;
}

/** What a tool prints as PEM, in the order of fingerprints. */
function listed(text: string): Listed[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks
    .map((block) => new X509Certificate(block))
    .map(({ fingerprint256, validTo }) => ({
      fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
      notAfter: Date.parse(validTo) / 1000,
    }))
    .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** What `openssl pkcs12` lists, with its legacy provider. */
export function listedByOpenssl(file: string, passphrase: string): Listed[] {
  return listed(
    run('openssl', ['pkcs12', '-legacy', '-in', file, '-nokeys', '-passin', `pass:${passphrase}`]),
  );
}

/** What `keytool -list` lists. */
export function listedByKeytool(file: string, type: string): Listed[] {
  return listed(
    run('keytool', ['-list', '-rfc', '-keystore', file, '-storetype', type, '-storepass', 'changeit']),
  );
}

/** The dates of expiry that pk12util lists, Unix seconds, ascending. */
export function expiriesByPk12util(file: string): number[] {
  const text = run('pk12util', ['-l', file, '-W', PASSPHRASE]);
  return [...text.matchAll(/Not After : (.+)$/gm)]
    .map((match) => Date.parse(`${match[1]} UTC`) / 1000)
    .toSorted((a, b) => a - b);
}
