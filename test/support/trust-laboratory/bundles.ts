import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GeneratedCertificate, toPem } from '../certificate-factory.ts';
import { openssl } from '../run-openssl.ts';

/** The authority that a server's certificate is from, and two that nobody needs. */
export interface LaboratoryRoots {
  readonly wanted: GeneratedCertificate;
  readonly before: GeneratedCertificate;
  readonly after: GeneratedCertificate;
}

/** Bundles, good and damaged in every way, by a name that says how; `missing` is not there. */
export function bundleTexts({
  wanted,
  before,
  after,
}: LaboratoryRoots): Readonly<Record<string, string | Buffer>> {
  const good = before.pem + wanted.pem + after.pem;
  const halved = (pem: string): string => pem.slice(0, Math.floor(pem.length / 2));
  const trusted = openssl(['x509', '-trustout', '-addtrust', 'serverAuth'], wanted.pem).toString();
  const cutDer = toPem(before.der.subarray(0, before.der.length - 40));
  const inOneLine = (pem: string): string => pem.replaceAll(/(?<=[\w+/=])\n(?=[\w+/=])/g, '');
  return {
    good,
    'no final newline': good.trimEnd(),
    'corrupt first': corrupt(before.pem) + wanted.pem + after.pem,
    'corrupt between': before.pem + corrupt(after.pem) + wanted.pem,
    'corrupt last': wanted.pem + corrupt(after.pem),
    'cut DER first': cutDer + wanted.pem,
    'cut DER last': wanted.pem + cutDer,
    'truncated tail': wanted.pem + halved(after.pem),
    'truncated itself': before.pem + halved(wanted.pem),
    'no END in between': before.pem.replace(/-----END.*\n/, '') + wanted.pem + after.pem,
    'glued before': before.pem.trimEnd() + wanted.pem + after.pem,
    'glued after': wanted.pem.trimEnd() + after.pem,
    trusted: before.pem + trusted + after.pem,
    'trusted last': wanted.pem + trusted,
    'old label': before.pem + wanted.pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'),
    'labels that differ': before.pem + wanted.pem.replace('END CERTIFICATE', 'END X509 CERTIFICATE'),
    CRLF: good.replaceAll('\n', '\r\n'),
    BOM: `\ufeff${wanted.pem}`,
    'BOM first, wanted last': `\ufeff${good}`,
    'text between': `# one\n${before.pem}\nnumber: two\n${wanted.pem}\nend\n`,
    'indented BEGIN': before.pem + wanted.pem.replace('-----BEGIN', '  -----BEGIN'),
    'white space at line ends': good.replaceAll('\n', '  \n'),
    'empty line at the start':
      before.pem + wanted.pem.replace('BEGIN CERTIFICATE-----\n', 'BEGIN CERTIFICATE-----\n\n'),
    'empty line in the middle': before.pem + wanted.pem.replace(/^(.{64})$/m, '$1\n'),
    header:
      before.pem + wanted.pem.replace('BEGIN CERTIFICATE-----\n', 'BEGIN CERTIFICATE-----\nkind: root\n\n'),
    'one long line': inOneLine(good),
    'private key inside': before.pem + before.privateKeyPem + wanted.pem,
    duplicates: good + good,
    'DER, not PEM': wanted.der,
    'text only': 'there is nothing here\n',
    empty: '',
  };
}

/** A block whose Base64 has a character that is none. */
function corrupt(pem: string): string {
  return pem.replace(/^(.{20})./m, '$1').replace(/\n(.{20}).(?=.*\n)/, '\n$1!');
}

/** Writes bundles as `0.pem` and so on, because a name with a comma or a space is another matter; name to path. */
export function writeBundles(
  folder: string,
  texts: Readonly<Record<string, string | Buffer>>,
): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [index, [name, text]] of Object.entries(texts).entries()) {
    const path = join(folder, `${index}.pem`);
    writeFileSync(path, text);
    paths.set(name, path);
  }
  return paths.set('missing', join(folder, 'missing.pem'));
}

/** Folders of roots, as OpenSSL and others want them; name to path. */
export function writeFolders(folder: string, { wanted, before }: LaboratoryRoots): Map<string, string> {
  const hash = (root: GeneratedCertificate): string =>
    openssl(['x509', '-noout', '-subject_hash'], root.pem).toString().trim();
  const contents: Record<string, Record<string, string>> = {
    hashed: { [`${hash(wanted)}.0`]: wanted.pem, [`${hash(before)}.0`]: before.pem },
    'hash behind a gap': { [`${hash(wanted)}.1`]: wanted.pem },
    'second of a hash': { [`${hash(wanted)}.0`]: before.pem, [`${hash(wanted)}.1`]: wanted.pem },
    'no hashes': { 'wanted.pem': wanted.pem },
    'no hashes, .crt': { 'wanted.crt': wanted.pem },
    'hashed, damaged behind it': { [`${hash(wanted)}.0`]: wanted.pem + corrupt(before.pem) },
    'damaged neighbour': {
      'a.pem': corrupt(before.pem),
      'wanted.pem': wanted.pem,
      [`${hash(wanted)}.0`]: wanted.pem,
    },
    'damaged first of a hash': {
      [`${hash(wanted)}.0`]: corrupt(before.pem),
      [`${hash(wanted)}.1`]: wanted.pem,
    },
    nothing: {},
  };
  const paths = new Map<string, string>();
  for (const [index, [name, files]] of Object.entries(contents).entries()) {
    const path = join(folder, `folder-${index}`);
    mkdirSync(path);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    paths.set(name, path);
  }
  const dangling = join(folder, 'folder-dangling');
  mkdirSync(dangling);
  symlinkSync('/nonexistent/root.pem', join(dangling, `${hash(wanted)}.0`));
  writeFileSync(join(dangling, `${hash(wanted)}.1`), wanted.pem);
  paths.set('dangling link', dangling);
  return paths.set('missing', join(folder, 'missing-folder'));
}

/** Java's trust stores, made by its own keytool, and damaged; name to path. */
export function writeKeystores(folder: string, { wanted, before }: LaboratoryRoots): Map<string, string> {
  const paths = new Map<string, string>();
  const certificate = join(folder, 'wanted.crt');
  writeFileSync(certificate, wanted.pem);
  writeFileSync(join(folder, 'before.crt'), before.pem);
  const make = (name: string, type: string, ...options: readonly string[]): string => {
    const path = join(folder, `${paths.size}.${type}`);
    const arguments_ = [
      '-importcert',
      '-noprompt',
      '-alias',
      'wanted',
      '-file',
      certificate,
      '-keystore',
      path,
    ];
    execFileSync('keytool', [...arguments_, '-storetype', type, '-storepass', 'changeit', ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    paths.set(name, path);
    return path;
  };
  make('JKS', 'JKS');
  make(
    'PKCS #12 in the clear',
    'PKCS12',
    '-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE',
    '-J-Dkeystore.pkcs12.macAlgorithm=NONE',
  );
  make('PKCS #12 with a password', 'PKCS12');
  make('JKS with another password', 'JKS', '-storepass', 'sesame-open');
  return paths;
}
