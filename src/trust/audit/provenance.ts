import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { readBundleContents } from './bundle-contents.ts';
import { followHostPath } from './host-path.ts';
import { readBounded } from './read-bounded.ts';
import type { Turns } from './turns.ts';

/** Where an administrator puts anchors that the distribution's tool adds: Debian, Fedora and RHEL, Arch, SUSE. */
const OWN_FOLDERS = [
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source',
  '/etc/ca-certificates/trust-source',
  '/etc/pki/trust',
];

/** Where the distribution's packages put theirs. */
const PACKAGED_FOLDERS = ['/usr/share/ca-certificates', '/usr/share/pki'];

/** Bundles that a distribution's tool makes out of the two. */
const GENERATED = [
  /^\/etc\/ssl\/certs(?:\/|$)/,
  /^\/etc\/ssl\/(?:ca-bundle\.pem|cert\.pem)$/,
  /^\/etc\/pki\/(?:tls|ca-trust|java)(?:\/|$)/,
  /^\/etc\/ca-certificates\/extracted(?:\/|$)/,
  /^\/var\/lib\/ca-certificates(?:\/|$)/,
];

/** Bundles that come with a package of their own and are not meant to be changed: certifi's, a JDK's. */
const SHIPPED = [/\/(?:certifi|botocore)\/cacert\.pem$/, /\/lib\/security\/cacerts$/];

const MOST_FILES = 4096;
const DEEPEST = 4;

/** Who has put an anchor into a bundle; `unknown` where a distribution's tool made the bundle and nobody gave it this. */
export type Origin = 'vendor' | 'own' | 'unknown';

/** Tells where the anchor of a fingerprint in the bundle at a path, its links followed, comes from. */
export type Provenance = (bundle: string, fingerprint: string) => Origin;

/**
 * Looks at what the packages and the administrator have given to the distribution's tool below `root`. Where nothing
 * of the packages is there to be seen, what is not the administrator's is taken for theirs.
 */
export async function readProvenance(
  root: string,
  reader: CertificateReader,
  turns: Turns,
): Promise<Provenance> {
  const own = await fingerprintsBelow(root, OWN_FOLDERS, reader, turns);
  const packaged = await fingerprintsBelow(root, PACKAGED_FOLDERS, reader, turns);
  return (bundle, fingerprint) => {
    if (own.has(fingerprint)) return 'own';
    if (SHIPPED.some((pattern) => pattern.test(bundle))) return 'vendor';
    if (!GENERATED.some((pattern) => pattern.test(bundle))) return 'own';
    return packaged.size === 0 || packaged.has(fingerprint) ? 'vendor' : 'unknown';
  };
}

async function fingerprintsBelow(
  root: string,
  folders: readonly string[],
  reader: CertificateReader,
  turns: Turns,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of folders.flatMap((folder) => filesBelow(root, folder, DEEPEST))) {
    for (const fingerprint of fingerprintsIn(root, file, reader)) found.add(fingerprint);
    await turns.giveWay();
  }
  return found;
}

function filesBelow(root: string, folder: string, depth: number): string[] {
  try {
    const { opened } = followHostPath(root, folder);
    const entries = readdirSync(opened, { withFileTypes: true }).slice(0, MOST_FILES);
    return entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return depth > 0 ? filesBelow(root, path, depth - 1) : [];
    });
  } catch {
    return [];
  }
}

function fingerprintsIn(root: string, file: string, reader: CertificateReader): string[] {
  try {
    const { anchors } = readBundleContents(readBounded(followHostPath(root, file).opened), reader);
    return anchors.map(({ certificate }) => certificate.fingerprintSha256);
  } catch {
    return [];
  }
}
