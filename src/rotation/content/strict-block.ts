import { X509Certificate } from 'node:crypto';
import { decodeBase64, decodeRegularBase64 } from '../../formats/base64.ts';
import { derShape } from '../../formats/der-shape.ts';
import type { PemBlock } from '../../formats/pem-blocks.ts';
import { plural } from '../../model/words.ts';
import { berElement } from '../../x509/ber.ts';
import { type LibraryBudget, readCertificate } from '../../x509/read-certificate.ts';
import type { ContentCertificate } from './content.ts';

const LINE_FEED = 0x0a;
const END_LINE = '-----END -----'.length;

/** Where a block's last line ends, its line end not counted. */
export function blockEnd(block: PemBlock): number {
  return block.end + END_LINE + block.label.length;
}

/**
 * The certificate of a block, or why a parser in wide use would not read it, as the rest of a sentence that begins
 * with the name of the content. What one parser is lax about costs another the whole file.
 */
export function readStrictBlock(
  bytes: Buffer,
  block: PemBlock,
  budget: LibraryBudget,
): ContentCertificate | string {
  const where = `the block at byte ${block.at}`;
  if (block.fault !== undefined) return `is damaged: ${where} ${block.fault}`;
  const fault = labelFault(block) ?? lineFault(bytes, block);
  if (fault !== undefined) return fault;
  const der =
    decodeRegularBase64(bytes, block.start, block.end) ?? decodeBase64(bytes, block.start, block.end);
  if (typeof der === 'string') return `is damaged: ${where} ${der}`;
  const element = berElement(der, 0, der.length);
  if (element === undefined) return `is damaged: ${where} holds DER that is cut off, or whose length lies`;
  // Before anything of it is hashed or read: a key under a wrong label is none of ours.
  if (derShape(der, element) !== 'certificate')
    return `is damaged: ${where} holds DER that is no certificate`;
  const rest = der.length - element.next;
  if (rest > 0)
    return `is damaged: ${plural(rest, 'byte')} ${rest === 1 ? 'follows' : 'follow'} the certificate in ${where}`;
  const { certificate, refused } = readCertificate(der, budget);
  if (certificate === undefined) return `is damaged: ${where} is no certificate that can be read: ${refused}`;
  if (!opensslReads(der)) return `is damaged: ${where} holds a certificate that OpenSSL does not read`;
  return { der, certificate };
}

function labelFault({ label, at }: PemBlock): string | undefined {
  if (label === 'CERTIFICATE') return undefined;
  return label === 'TRUSTED CERTIFICATE'
    ? `holds at byte ${at} a TRUSTED CERTIFICATE, which only OpenSSL reads: write it again with openssl x509`
    : `holds at byte ${at} what is a ${JSON.stringify(label)}, not a CERTIFICATE`;
}

function lineFault(bytes: Buffer, block: PemBlock): string | undefined {
  const { at, start, end } = block;
  if (!startsLine(bytes, at)) {
    return `is damaged: the BEGIN at byte ${at} does not stand at the start of a line: a line break was lost when files were joined`;
  }
  if (!endsLine(bytes, start))
    return `is damaged: something follows the BEGIN line of the block at byte ${at}`;
  if (bytes[end - 1] !== LINE_FEED)
    return `is damaged: the END line of the block at byte ${at} does not stand at the start of a line`;
  if (!endsLine(bytes, blockEnd(block)) && !startsBlock(bytes, blockEnd(block)))
    return `is damaged: something follows the END line of the block at byte ${at}`;
  return undefined;
}

function startsLine(bytes: Buffer, at: number): boolean {
  const isAfterMark = at === 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return at === 0 || bytes[at - 1] === LINE_FEED || isAfterMark;
}

/** Whether nothing but white space comes before the next line feed or the end. */
function endsLine(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at++) {
    const octet = bytes[at];
    if (octet === LINE_FEED) return true;
    if (octet !== 0x20 && octet !== 0x09 && octet !== 0x0d) return false;
  }
  return true;
}

/** A block right behind a block is the other one's fault, which says more. */
function startsBlock(bytes: Buffer, at: number): boolean {
  return bytes.toString('latin1', at, at + 11) === '-----BEGIN ';
}

function opensslReads(der: Buffer): boolean {
  try {
    return new X509Certificate(der).raw.equals(der);
  } catch {
    return false;
  }
}
