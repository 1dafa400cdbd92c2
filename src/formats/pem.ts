import { berElement } from '../x509/ber.ts';
import { decodeBase64InSteps, decodeRegularBase64 } from './base64.ts';
import type { ContainerBuilder } from './container-builder.ts';
import { derShape } from './der-shape.ts';
import { indexWithin } from './index-within.ts';
import { type PemBlock, pemBlocks } from './pem-blocks.ts';
import { readPkcs7 } from './pkcs7.ts';
import type { Steps } from './steps.ts';

/** Labels of RFC 7468 and those that OpenSSL reads as the same. */
const CERTIFICATE_LABELS = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);
/** The older `CRL` is hardly understood anywhere (RFC 7468, 6). */
const REVOCATION_LIST_LABEL = 'X509 CRL';
const PKCS7_LABELS = new Set(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);
const COLON = 0x3a;
const LINE_FEED = 0x0a;
const SPACE = 0x20;

/** What is decoded in one piece; longer ones, revocation lists nearly always, with pauses. */
const MAX_REGULAR_OCTETS = 1024 * 1024;

/** Encrypted messages have a handful. */
const MAX_HEADER_LINES = 64;
const MAX_HEADER_OCTETS = 16 * 1024;

/**
 * Reads a PEM file with any number of blocks. A bad block is a finding and hides no other. Only blocks that hold
 * certificates are decoded; keys and everything else are stepped over from their first line to their last.
 */
export function* readPem(bytes: Buffer, builder: ContainerBuilder): Steps<void> {
  for (const block of pemBlocks(bytes)) {
    const where = `block ${block.number} at byte ${block.at}`;
    if (block.fault !== undefined) {
      builder.addFinding('malformed_pem', `${where} ${block.fault}`);
    } else if (isRead(block.label)) {
      yield* readBlock(bytes, block, where, builder);
    } else {
      builder.addOtherObject();
    }
    yield;
  }
}

function isRead(label: string): boolean {
  return CERTIFICATE_LABELS.has(label) || PKCS7_LABELS.has(label) || label === REVOCATION_LIST_LABEL;
}

function* readBlock(bytes: Buffer, block: PemBlock, where: string, builder: ContainerBuilder): Steps<void> {
  const regular =
    block.end - block.start > MAX_REGULAR_OCTETS
      ? undefined
      : decodeRegularBase64(bytes, block.start, block.end);
  const der =
    regular ?? (yield* decodeBase64InSteps(bytes, afterHeaders(bytes, block.start, block.end), block.end));
  if (typeof der === 'string') {
    builder.addFinding('malformed_pem', `${where} ${der}`);
  } else if (PKCS7_LABELS.has(block.label)) {
    yield* readPkcs7(der, 0, der.length, where, builder);
  } else {
    readSignedBlock(der, block.label, where, builder);
  }
}

/** Only what has the shape that its label says is handed on: a key under a wrong label is not to be hashed either. */
function readSignedBlock(der: Buffer, label: string, where: string, builder: ContainerBuilder): void {
  const element = berElement(der, 0, der.length);
  const isList = label === REVOCATION_LIST_LABEL;
  const noun = isList ? 'revocation list' : 'certificate';
  if (element === undefined || derShape(der, element) !== (isList ? 'crl' : 'certificate')) {
    const what = element === undefined ? 'that is cut off, or whose length lies' : `that is no ${noun}`;
    builder.addFinding('malformed_certificate', `${where} holds DER ${what}`);
    return;
  }
  const { next } = element;
  const whole = next === der.length ? der : der.subarray(0, next);
  if (isList) {
    builder.addRevocationList(whole, where);
  } else {
    builder.addCertificate(whole, where);
  }
  // OpenSSL's trust settings follow the certificate (openssl-x509(1), "Trust Options"); nothing else may.
  if (next !== der.length && label !== 'TRUSTED CERTIFICATE') {
    builder.addFinding('malformed_certificate', `${where} has ${der.length - next} bytes after its ${noun}`);
  }
}

/**
 * Where the Base64 starts in a block: after header fields (RFC 1421, 4.6) and the empty line that ends them, if its
 * first line with anything on it is such a field.
 */
function afterHeaders(bytes: Buffer, start: number, blockEnd: number): number {
  const end = Math.min(blockEnd, start + MAX_HEADER_OCTETS);
  let lineStart = start;
  while (lineStart < end && (bytes[lineStart] as number) <= SPACE) {
    lineStart++;
  }
  for (let line = 0; line < MAX_HEADER_LINES; line++) {
    const lineFeed = indexWithin(bytes, LINE_FEED, lineStart, end);
    const isEmpty = bytes.subarray(lineStart, Math.max(lineFeed, lineStart)).every((octet) => octet <= SPACE);
    if (lineFeed === -1 || (line === 0 && indexWithin(bytes, COLON, lineStart, lineFeed) === -1)) {
      return start;
    }
    if (isEmpty) {
      return lineFeed;
    }
    lineStart = lineFeed + 1;
  }
  return start;
}
