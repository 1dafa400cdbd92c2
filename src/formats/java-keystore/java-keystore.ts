import { hash, timingSafeEqual } from 'node:crypto';
import type { Finding } from '../../model/problem.ts';
import { type Keystore, type KeystoreCertificate, MOST_OBJECTS, quoteName } from '../keystore.ts';
import { damaged, KeystoreFault } from '../keystore-fault.ts';
import type { Passphrase } from '../passphrase.ts';
import { ByteCursor } from './byte-cursor.ts';
import { skipJavaObject } from './java-object.ts';

/** The first four octets, and what is behind them. */
const MAGIC = { jks: 0xfe_ed_fe_ed, jceks: 0xce_ce_ce_ce } as const;

const KEY_ENTRY = 1;
const CERTIFICATE_ENTRY = 2;
const SECRET_ENTRY = 3;
/** The form since Java 1.2, in which each certificate names its type. */
const TYPED_VERSION = 2;
const DIGEST_BYTES = 20;
/** What Java mixes into the digest so that it is nobody else's (JavaKeyStore.getPreKeyedHash). */
const DIGEST_WORDS = Buffer.from('Mighty Aphrodite', 'utf8');

/** Which of Java's own keystores these bytes are, if any. */
export function javaKeystoreKind(bytes: Buffer): 'jks' | 'jceks' | undefined {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32BE();
  return magic === MAGIC.jks ? 'jks' : magic === MAGIC.jceks ? 'jceks' : undefined;
}

export interface JavaKeystoreOptions {
  /** In the order in which they are tried. */
  readonly passphrases: readonly Passphrase[];
  /** Whether somebody said that one of these is right, so that a digest that none of them fits is a fault. */
  readonly isExpected: boolean;
  /** Whether the digest at the end may be missing or anything: Java does not look at it without a passphrase. */
  readonly ignoresDigest?: boolean;
}

/**
 * Reads a keystore in Java's own formats, JKS and JCEKS (sun.security.provider.JavaKeyStore,
 * com.sun.crypto.provider.JceKeyStore). Certificates lie in them in the clear; the passphrase guards keys, which are
 * stepped over, and a digest of everything. Never throws.
 */
export function readJavaKeystore(bytes: Buffer, options: JavaKeystoreOptions): Keystore {
  const kind = javaKeystoreKind(bytes) ?? 'jks';
  const found: Found = { certificates: [], keys: [] };
  const findings: Finding[] = [];
  try {
    const end = readEntries(bytes, found);
    if (options.ignoresDigest !== true) verifyDigest(bytes, end, options);
  } catch (error) {
    if (!(error instanceof KeystoreFault)) throw error;
    findings.push(error.finding);
  }
  return { kind, ...found, revocationLists: [], findings };
}

interface Found {
  readonly certificates: KeystoreCertificate[];
  readonly keys: string[];
}

/** @returns where the entries end. */
function readEntries(bytes: Buffer, found: Found): number {
  const cursor = new ByteCursor(bytes, 4);
  const version = cursor.number();
  if (version !== 1 && version !== TYPED_VERSION) throw damaged(`the keystore is of version ${version}`);
  const isTyped = version === TYPED_VERSION;
  const entries = cursor.number();
  for (let entry = 1; entry <= entries; entry++) {
    if (found.certificates.length + found.keys.length > MOST_OBJECTS) {
      throw new KeystoreFault(
        'too_large',
        `the keystore has more than ${MOST_OBJECTS} certificates and keys`,
      );
    }
    readEntry(cursor, entry, isTyped, found);
  }
  return cursor.at;
}

function readEntry(cursor: ByteCursor, number: number, isTyped: boolean, found: Found): void {
  const { at } = cursor;
  const tag = cursor.number();
  if (tag !== KEY_ENTRY && tag !== CERTIFICATE_ENTRY && tag !== SECRET_ENTRY) {
    throw damaged(`entry ${number} at byte ${at} of the keystore is of no kind that is known`);
  }
  const alias = cursor.text() || undefined;
  const entry = `entry ${number}${quoteName(alias)}`;
  // When it was made.
  cursor.skip(8);
  const certificate = (use: 'trusted' | 'key', index: number, where: string): void => {
    if (isTyped) cursor.skip(cursor.short());
    found.certificates.push({ der: cursor.take(cursor.number()), name: alias, use, index, where });
  };
  switch (tag) {
    case CERTIFICATE_ENTRY:
      certificate('trusted', 0, `the certificate of ${entry}`);
      break;
    case KEY_ENTRY: {
      found.keys.push(`in ${entry}, at byte ${at}`);
      cursor.skip(cursor.number());
      const length = cursor.number();
      for (let index = 0; index < length; index++) {
        certificate('key', index, `certificate ${index + 1} of ${entry}`);
      }
      break;
    }
    case SECRET_ENTRY:
      found.keys.push(`in ${entry}, at byte ${at}`);
      skipJavaObject(cursor);
  }
}

function verifyDigest(bytes: Buffer, end: number, { passphrases, isExpected }: JavaKeystoreOptions): void {
  const digest = bytes.subarray(end);
  if (digest.length !== DIGEST_BYTES) {
    throw damaged(`the keystore ends with a digest of ${digest.length} bytes instead of ${DIGEST_BYTES}`);
  }
  if (!isExpected) return;
  const fits = passphrases.some(({ utf16 }) =>
    timingSafeEqual(
      hash('sha1', Buffer.concat([utf16, DIGEST_WORDS, bytes.subarray(0, end)]), 'buffer'),
      digest,
    ),
  );
  if (fits) return;
  const message =
    'no passphrase that is configured fits the digest of the keystore: they are wrong, or it was altered';
  throw new KeystoreFault('bad_passphrase', message);
}
