import { decodeBase64, decodeRegularBase64 } from '../../formats/base64.ts';
import { derShape } from '../../formats/der-shape.ts';
import { hasPemBlocks, type PemBlock, pemBlocks } from '../../formats/pem-blocks.ts';
import type { AuditFinding } from '../../model/trust-audit.ts';
import { berElement } from '../../x509/ber.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import type { Anchor } from './anchor.ts';
import { ContentsBuilder } from './contents-builder.ts';
import { readKeystore } from './keystore-contents.ts';
import { textFindings } from './text-findings.ts';
import { EVERY_USE, readTrustSettings } from './trust-settings.ts';

/** What the bytes of a bundle file hold. */
export interface BundleContents {
  /** In the order of the file; one that is there twice is there twice. */
  readonly anchors: readonly Anchor[];
  /** What is wrong with the file itself, the anchors aside. */
  readonly findings: readonly AuditFinding[];
  /** Whether there is a private key in it, so that nothing of it is hashed. */
  readonly holdsKey: boolean;
  readonly format: 'pem' | 'der' | 'java' | 'none';
}

const CERTIFICATE_LABELS = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);
const TRUSTED = 'TRUSTED CERTIFICATE';
const PRIVATE_KEY = /PRIVATE KEY$/;

/** Reads a bundle file: PEM of any kind, one certificate in DER, a keystore. Keys are not decoded. Never throws. */
export function readBundleContents(bytes: Buffer, reader: CertificateReader): BundleContents {
  const builder = new ContentsBuilder(reader);
  const format = readInto(bytes, builder);
  const { anchors, findings, holdsKey } = builder;
  return { anchors, findings, holdsKey, format };
}

function readInto(bytes: Buffer, builder: ContentsBuilder): BundleContents['format'] {
  if (readKeystore(bytes, builder)) return 'java';
  if (hasPemBlocks(bytes)) {
    readPem(bytes, builder);
    return 'pem';
  }
  const element = berElement(bytes, 0, bytes.length);
  const shape = element === undefined ? 'other' : derShape(bytes, element);
  if (shape === 'certificate') {
    builder.addCertificate(bytes, 'at byte 0');
    return 'der';
  }
  if (bytes.length > 0) {
    const detail = 'the file holds nothing that is a bundle';
    builder.findings.push({ check: 'unsupported_format', level: 'medium', detail });
  }
  return 'none';
}

function readPem(bytes: Buffer, builder: ContentsBuilder): void {
  const seen: PemBlock[] = [];
  for (const block of pemBlocks(bytes)) {
    const before = seen.at(-1);
    seen.push(block);
    readBlock(bytes, block, before, builder);
  }
  builder.findings.push(...textFindings(bytes, seen));
}

function readBlock(
  bytes: Buffer,
  block: PemBlock,
  before: PemBlock | undefined,
  builder: ContentsBuilder,
): void {
  const where = `at byte ${block.at}`;
  if (PRIVATE_KEY.test(block.label)) {
    builder.addKey(where);
    return;
  }
  if (block.fault !== undefined) {
    builder.addDamage(`the block ${where} ${block.fault}`);
    return;
  }
  if (!startsLine(bytes, block.at)) {
    const after = before === undefined ? '' : `, behind the block at byte ${before.at}`;
    const detail = `the BEGIN ${where} does not stand at the start of a line${after}: a line break was lost when files were joined, and OpenSSL then loads no anchor of this file at all`;
    builder.findings.push({ check: 'glued_block', level: 'critical', detail });
  }
  if (CERTIFICATE_LABELS.has(block.label)) readCertificate(bytes, block, builder);
  else {
    const detail = `a ${JSON.stringify(block.label)} lies ${where}, which is no certificate and is passed over`;
    builder.findings.push({ check: 'other_object', level: 'low', detail });
  }
}

function readCertificate(bytes: Buffer, block: PemBlock, builder: ContentsBuilder): void {
  const where = `at byte ${block.at}`;
  const der =
    decodeRegularBase64(bytes, block.start, block.end) ?? decodeBase64(bytes, block.start, block.end);
  if (typeof der === 'string') {
    builder.addDamage(`the block ${where} ${der}`);
    return;
  }
  const element = berElement(der, 0, der.length);
  if (element === undefined || derShape(der, element) !== 'certificate') {
    const what = element === undefined ? 'is cut off, or its length lies' : 'is no certificate';
    builder.addDamage(`what is in the block ${where} ${what}`);
    return;
  }
  const rest = der.subarray(element.next);
  const settings =
    block.label === TRUSTED ? readTrustSettings(rest) : rest.length === 0 ? EVERY_USE : undefined;
  if (settings === undefined)
    builder.addDamage(`${rest.length} bytes that mean nothing follow the certificate ${where}`);
  builder.addCertificate(der.subarray(0, element.next), where, settings);
}

function startsLine(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1];
  // A byte order mark before the first line does no harm to those who read it.
  const isMark = at === 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return before === undefined || before === 0x0a || before === 0x0d || isMark;
}
