import type { Probed } from '../../app.ts';
import type { Validity } from '../../model/validity.ts';
import { validityStatus } from '../../model/validity.ts';
import { visible } from '../../model/visible.ts';
import { dateInWords, expiryInWords } from '../../model/words.ts';
import { displayWidth } from '../check/display-width.ts';
import { type Paint, STATUS_COLOUR } from './paint.ts';

interface Line {
  readonly name: string;
  readonly validity?: Validity;
  readonly remark: string;
}

const ORIGIN = {
  served: '',
  added: 'not sent: it is among the intermediates that were given',
  anchor: 'trusted',
};

/**
 * The chain as a tree, each certificate below what it was issued for, with when it expires: the path that leads to a
 * trusted root where there is one, and then what else was sent; otherwise what was sent, in its order.
 */
export function chainTree({ result, verdict }: Probed, now: number, paint: Paint): string[] {
  const served = new Map(
    result.chain.map(({ index, certificate }) => [certificate.fingerprintSha256, { index, certificate }]),
  );
  const path = verdict?.path ?? [];
  const inPath = path.map((step, depth): Line => {
    const sent = served.get(step.fingerprintSha256);
    const remark = [
      ...(ORIGIN[step.origin] === '' ? [] : [ORIGIN[step.origin]]),
      ...(sent !== undefined && step.origin === 'anchor' ? ['sent along'] : []),
    ].join(', ');
    // An alternative name where there is no subject, as everywhere else.
    const subject = visible(sent?.certificate.subject ?? step.subject);
    return { name: `${branch(depth)}${subject}`, validity: step, remark };
  });
  const known = new Set(path.map(({ fingerprintSha256 }) => fingerprintSha256));
  const rest = result.chain.filter(({ certificate }) => !known.has(certificate.fingerprintSha256));
  const others = rest.map(({ index, certificate }): Line => {
    const name = `${path.length === 0 ? `${index}  ` : ''}${visible(certificate.subject)}`;
    const remark = path.length === 0 ? `by ${visible(certificate.issuer)}` : 'sent, and not on this path';
    return { name, validity: certificate, remark };
  });
  const unreadable = result.unreadable.map(({ detail }): Line => ({ name: visible(detail), remark: '' }));
  return aligned([...inPath, ...others, ...unreadable], now, paint);
}

const branch = (depth: number): string => (depth === 0 ? '' : `${'   '.repeat(depth - 1)}└─ `);

function aligned(lines: readonly Line[], now: number, paint: Paint): string[] {
  const shown = lines.map(({ name, validity, remark }) => ({
    name,
    remark,
    expiry: validity === undefined ? '' : whenInWords(validity, now),
    status: validity === undefined ? undefined : validityStatus(validity, now),
  }));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  const nameWidth = widest(shown.filter(({ expiry }) => expiry !== '').map(({ name }) => name));
  const expiryWidth = widest(shown.map(({ expiry }) => expiry));
  return shown.map(({ name, expiry, remark, status }) => {
    if (status === undefined) return name;
    const gap = ' '.repeat(Math.max(0, nameWidth - displayWidth(name)));
    const end = remark === '' ? '' : `${' '.repeat(expiryWidth - displayWidth(expiry))}  ${remark}`;
    return `${name}${gap}  ${paint(expiry, STATUS_COLOUR[status])}${end}`;
  });
}

function whenInWords(validity: Validity, now: number): string {
  const words = expiryInWords(validity, now);
  if (words === 'never' || words.startsWith('not valid')) return words;
  const verb = words.startsWith('expired') ? '' : 'expires ';
  return `${verb}${words} (${dateInWords(validity.notAfter)})`;
}
