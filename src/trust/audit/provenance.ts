import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { readBundleContents } from './bundle-contents.ts';
import { readBounded } from './read-bounded.ts';
import type { SeenPaths } from './seen-paths.ts';
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

/** Below those of the administrator, what nobody is to trust. */
const DISTRUSTED = /^(?:blocklist|blacklist)$/;

const MOST_FILES = 4096;
const DEEPEST = 4;

/** Who has put an anchor into a bundle; `unknown` where a distribution's tool made the bundle and nobody gave it this. */
export type Origin = 'vendor' | 'own' | 'unknown';

/** What is known of where anchors come from. */
export interface Provenance {
  /** Where the anchor of a fingerprint in the bundle at a path, its links followed, comes from. */
  originOf(bundle: string, fingerprint: string): Origin;
  /** Whether the bundle at such a path is made by the distribution's tool. */
  isGenerated(bundle: string): boolean;
  /** What the administrator has given to that tool: subjects (RFC 4514) by fingerprint. */
  readonly own: ReadonlyMap<string, string>;
}

/**
 * Looks at what the packages and the administrator have given to the distribution's tool. Where nothing of the packages
 * is there to be seen, what is not the administrator's is taken for theirs.
 */
export async function readProvenance(
  seen: SeenPaths,
  reader: CertificateReader,
  turns: Turns,
): Promise<Provenance> {
  const own = await anchorsBelow(seen, OWN_FOLDERS, reader, turns);
  const packaged = await anchorsBelow(seen, PACKAGED_FOLDERS, reader, turns);
  const isGenerated = (bundle: string): boolean => GENERATED.some((pattern) => pattern.test(bundle));
  const originOf: Provenance['originOf'] = (bundle, fingerprint) => {
    if (own.has(fingerprint)) return 'own';
    if (SHIPPED.some((pattern) => pattern.test(bundle))) return 'vendor';
    if (!isGenerated(bundle)) return 'own';
    return packaged.size === 0 || packaged.has(fingerprint) ? 'vendor' : 'unknown';
  };
  return { originOf, isGenerated, own };
}

async function anchorsBelow(
  seen: SeenPaths,
  folders: readonly string[],
  reader: CertificateReader,
  turns: Turns,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of folders.flatMap((folder) => filesBelow(seen, folder, DEEPEST))) {
    for (const { fingerprintSha256, subject } of certificatesIn(seen, file, reader)) {
      found.set(fingerprintSha256, subject);
    }
    await turns.giveWay();
  }
  return found;
}

function filesBelow(seen: SeenPaths, folder: string, depth: number): string[] {
  try {
    const { opened } = seen.follow(folder);
    const entries = readdirSync(opened, { withFileTypes: true }).slice(0, MOST_FILES);
    return entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      if (DISTRUSTED.test(entry.name)) return [];
      return depth > 0 ? filesBelow(seen, path, depth - 1) : [];
    });
  } catch {
    return [];
  }
}

function certificatesIn(seen: SeenPaths, file: string, reader: CertificateReader): Certificate[] {
  try {
    const { anchors } = readBundleContents(readBounded(seen.follow(file).opened), reader);
    return anchors.map(({ certificate }) => certificate);
  } catch {
    return [];
  }
}
