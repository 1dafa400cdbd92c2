import 'reflect-metadata';
import { createPrivateKey, type webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The demonstration's own authority. */
export interface Authority {
  readonly certificate: X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** When a certificate was issued and when it ends, in days from now. */
export interface Life {
  readonly from: number;
  readonly to: number;
}

/** The authority that an earlier start has left in the folder, or a new one: what was issued then stays trusted. */
export async function openAuthority(folder: string): Promise<Authority> {
  const certificateFile = join(folder, 'ca.pem');
  const keyFile = join(folder, 'ca.key');
  if (!existsSync(certificateFile) || !existsSync(keyFile)) {
    const { certificate, keys } = await makeAuthority();
    mkdirSync(folder, { recursive: true });
    writeFileSync(keyFile, await privateKeyPem(keys.privateKey), { mode: 0o600 });
    writeFileSync(certificateFile, `${certificate.toString('pem')}\n`);
  }
  const pkcs8 = createPrivateKey(readFileSync(keyFile)).export({ type: 'pkcs8', format: 'der' });
  return {
    certificate: new X509Certificate(readFileSync(certificateFile)),
    key: await crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
  };
}

async function makeAuthority(): Promise<{ certificate: X509Certificate; keys: webcrypto.CryptoKeyPair }> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'O=Example,CN=Demo Root CA',
    keys,
    signingAlgorithm: ALGORITHM,
    ...lifeOf({ from: -1, to: 3650 }),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, keys };
}

/** Writes `NAME.crt` and `NAME.key` into the folder, as a server reads them. */
export async function issue(authority: Authority, folder: string, name: string, life: Life): Promise<void> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    signingAlgorithm: ALGORITHM,
    ...lifeOf(life),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
    ],
  });
  mkdirSync(folder, { recursive: true });
  // The demonstration's services run as different users, and nothing else can reach this volume.
  writeFileSync(join(folder, `${name}.key`), await privateKeyPem(keys.privateKey), { mode: 0o644 });
  writeFileSync(join(folder, `${name}.crt`), `${certificate.toString('pem')}\n`);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function lifeOf({ from, to }: Life): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() + from * DAY), notAfter: new Date(Date.now() + to * DAY) };
}
