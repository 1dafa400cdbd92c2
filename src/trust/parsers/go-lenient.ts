import { decodeBase64 } from '../../formats/base64.ts';
import type { Certificate } from '../../model/certificate.ts';
import { berElement } from '../../x509/ber.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

const BEGIN = Buffer.from('-----BEGIN ');
const END = Buffer.from('\n-----END ');
const LINE_FEED = 0x0a;
const LABEL = 'CERTIFICATE';

/**
 * A CA file as Go reads it (encoding/pem, crypto/x509 AppendCertsFromPEM): a block counts where its lines begin and
 * end as lines, it says CERTIFICATE, it has no headers, and it holds one certificate and nothing else. Every other is
 * passed over without a word.
 */
export function goLenient(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const certificates: Certificate[] = [];
  let lost: number | undefined;
  let from = 0;
  for (let end = bytes.indexOf(END); end !== -1; end = bytes.indexOf(END, from)) {
    // The last BEGIN before the END, so that one without an END of its own costs itself alone.
    const begin = end < BEGIN.length ? -1 : bytes.subarray(from, end).lastIndexOf(BEGIN) + from;
    const isFound = begin >= from && (begin === 0 || bytes[begin - 1] === LINE_FEED);
    const read = isFound ? readBlock(bytes, begin, end, reader) : undefined;
    if (read === undefined) lost ??= isFound ? begin : end;
    else if (read !== 'passed over') certificates.push(read);
    from = end + END.length;
  }
  if (bytes.indexOf(BEGIN, from) !== -1) lost ??= bytes.indexOf(BEGIN, from);
  if (lost !== undefined)
    return { certificates, problem: `the block at byte ${lost} is passed over by Go without a word` };
  return certificates.length === 0 ? { certificates, problem: 'it holds no certificate' } : { certificates };
}

/** What a block is worth; `passed over` where that is as it should be, as with a key. */
function readBlock(
  bytes: Buffer,
  begin: number,
  end: number,
  reader: CertificateReader,
): Certificate | 'passed over' | undefined {
  const typeLine = lineAt(bytes, begin + BEGIN.length);
  if (!typeLine.endsWith('-----')) return undefined;
  const label = typeLine.slice(0, -5);
  const endLine = lineAt(bytes, end + END.length);
  if (endLine !== `${label}-----`) return undefined;
  if (label !== LABEL) return 'passed over';
  const start = bytes.indexOf(LINE_FEED, begin) + 1;
  if (start > end || bytes.subarray(start, end).includes(0x3a)) return undefined;
  const der = decodeBase64(bytes, start, end);
  if (typeof der === 'string' || berElement(der, 0, der.length)?.next !== der.length) return undefined;
  return certificateAtStart(der, reader);
}

/** The rest of the line, without white space at its end. */
function lineAt(bytes: Buffer, at: number): string {
  const lineFeed = bytes.indexOf(LINE_FEED, at);
  return bytes
    .toString('latin1', at, lineFeed === -1 ? bytes.length : lineFeed)
    .replace(/[ \t]*\r?$/, '')
    .trimEnd();
}
