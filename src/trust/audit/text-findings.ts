import type { PemBlock } from '../../formats/pem-blocks.ts';
import type { AuditFinding } from '../../model/trust-audit.ts';

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const END_LINE = '-----END -----'.length;

/** What stands around the blocks of a PEM file. None of it stops a parser that is in wide use. */
export function textFindings(bytes: Buffer, blocks: readonly PemBlock[]): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const hasMark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
  if (hasMark) {
    const detail = 'the file begins with a byte order mark, which some parsers take for text';
    findings.push({ check: 'byte_order_mark', level: 'low', detail });
  }
  if (bytes.includes('\r\n')) {
    const detail = 'lines end as on Windows (CRLF): convert them, so that joined files have one form';
    findings.push({ check: 'line_endings', level: 'low', detail });
  }
  const text = textAt(bytes, blocks, hasMark ? BYTE_ORDER_MARK.length : 0);
  if (text !== undefined) {
    const detail = `text stands outside the blocks, first at byte ${text}: comments, which parsers pass over`;
    findings.push({ check: 'text_between', level: 'low', detail });
  }
  const trusted = blocks.filter(({ label }) => label === 'TRUSTED CERTIFICATE');
  if (trusted.length > 0) {
    const detail = `${trusted.length} of ${blocks.length} blocks are TRUSTED CERTIFICATE, the first at byte ${trusted[0]?.at}: only OpenSSL reads these, and GnuTLS, Go, Java and Node.js pass over them`;
    findings.push({ check: 'trusted_format', level: 'medium', detail });
  }
  return findings;
}

/** The first byte outside of every block that is no white space; undefined also where a fault leaves that open. */
function textAt(bytes: Buffer, blocks: readonly PemBlock[], from: number): number | undefined {
  let at = from;
  for (const block of blocks) {
    if (block.fault !== undefined) return undefined;
    const found = firstText(bytes, at, block.at);
    if (found !== undefined) return found;
    at = Math.max(at, block.end + END_LINE + block.label.length);
  }
  return firstText(bytes, at, bytes.length);
}

function firstText(bytes: Buffer, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) if ((bytes[at] ?? 0) > 0x20) return at;
  return undefined;
}
