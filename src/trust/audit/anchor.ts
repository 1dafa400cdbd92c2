import type { Certificate } from '../../model/certificate.ts';
import { DerReader, TAG } from '../../x509/der-reader.ts';

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const UNIQUE_IDS = [0x81, 0x82];
/** The last octets of 2.5.29.15 and 2.5.29.19. */
const KEY_USAGE = 0x0f;
const BASIC_CONSTRAINTS = 0x13;
/** Bit 5 of keyUsage (RFC 5280, 4.2.1.3). */
const KEY_CERT_SIGN = 0x04;

/** One certificate of a bundle with what its audit looks at. */
export interface Anchor {
  readonly certificate: Certificate;
  /** Where it begins, for a sentence: `at byte 1420`. */
  readonly where: string;
  /** False where its block says that it is not to be trusted for TLS servers. */
  readonly isForServers: boolean;
  readonly version: number;
  /** What basicConstraints says; undefined where there is none. */
  readonly isAuthority: boolean | undefined;
  /** Whether keyUsage allows to sign certificates; undefined where there is no keyUsage. */
  readonly maySign: boolean | undefined;
  /** The DER of the subject. */
  readonly subjectDer: Buffer;
  /** The DER of SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Buffer;
}

/** What an anchor says beside what metrics need. */
export type AnchorDetails = Pick<
  Anchor,
  'version' | 'isAuthority' | 'maySign' | 'subjectDer' | 'publicKeyInfo'
>;

/** Reads the details out of a certificate (RFC 5280, 4.1) that another reader has accepted; undefined where it is odd. */
export function readAnchorDetails(encoded: Buffer): AnchorDetails | undefined {
  const der = new DerReader(encoded, 0, encoded.length, true);
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  let version = 1;
  if (der.isAt(VERSION)) {
    der.enter(VERSION);
    der.take(TAG.integer);
    version = (der.bytes[der.end - 1] ?? 0) + 1;
    der.leave();
  }
  for (const tag of [TAG.integer, TAG.sequence, TAG.sequence, TAG.sequence]) der.take(tag);
  const subjectStart = der.position;
  der.take(TAG.sequence);
  const keyStart = der.position;
  der.take(TAG.sequence);
  const keyEnd = der.position;
  for (const tag of UNIQUE_IDS) if (der.isAt(tag)) der.next();
  const extensions = readExtensions(der);
  if (der.fault !== undefined) return undefined;
  return {
    version,
    ...extensions,
    subjectDer: encoded.subarray(subjectStart, keyStart),
    publicKeyInfo: encoded.subarray(keyStart, keyEnd),
  };
}

function readExtensions(der: DerReader): Pick<Anchor, 'isAuthority' | 'maySign'> {
  let isAuthority: boolean | undefined;
  let maySign: boolean | undefined;
  if (der.isAt(EXTENSIONS)) {
    der.enter(EXTENSIONS);
    der.enter(TAG.sequence);
    while (der.more) {
      der.enter(TAG.sequence);
      der.takeObjectIdentifier();
      const { bytes, start, end } = der;
      const kind = bytes.toString('hex', start, end - 1) === '551d' ? bytes[end - 1] : undefined;
      if (der.isAt(TAG.boolean)) der.takeBoolean();
      der.take(TAG.octetString);
      const value = der.within(der.start, der.end);
      der.leave();
      if (kind === BASIC_CONSTRAINTS) {
        value.enter(TAG.sequence);
        isAuthority = value.isAt(TAG.boolean) && value.takeBoolean();
      } else if (kind === KEY_USAGE && value.takeBitString()) {
        maySign = ((value.bytes[value.start + 1] ?? 0) & KEY_CERT_SIGN) !== 0 && value.end - value.start > 1;
      }
    }
    der.leave();
    der.leave();
  }
  return { isAuthority, maySign };
}
