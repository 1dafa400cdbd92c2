import { visible } from '../../model/visible.ts';
import { dateInWords, expiryInWords } from '../../model/words.ts';
import { cutEnd, cutStart, displayWidth } from './display-width.ts';
import type { CheckResult, CheckStatus, JudgedCertificate } from './judge.ts';

/** How a table is drawn. */
export interface TableStyle {
  readonly now: number;
  /** Columns of the terminal; undefined where there is none, and then nothing is shortened. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** SGR parameters (ECMA-48) by status. */
const COLOUR: Record<CheckStatus, string> = {
  expired: '1;31',
  expiring: '33',
  not_yet_valid: '36',
  ok: '32',
  accepted: '2',
};

const HEADER = ['STATUS', 'EXPIRES', 'ON', 'ROLE', 'SUBJECT', 'PLACE'] as const;

/** No column that can be shortened gets narrower than this. */
const NARROWEST = 16;

type Row = readonly string[];

/** The certificates as a table, soonest expiry first, and what could not be read below it. */
export function checkTable(result: CheckResult, style: TableStyle): string {
  const parts: string[] = [];
  if (result.certificates.length > 0) {
    const rows = result.certificates.map((certificate) => row(certificate, style.now));
    const widths = fit([HEADER, ...rows], style.width);
    parts.push(
      line(HEADER, widths, (cell) => paint(cell, '1', style.colour)),
      ...rows.map((cells, index) => {
        const status = result.certificates[index]?.status ?? 'ok';
        return line(cells, widths, (cell, column) =>
          column < 2 ? paint(cell, COLOUR[status], style.colour) : cell,
        );
      }),
    );
  }
  for (const { source, location, reason, detail } of result.problems) {
    const place = visible(Object.values(location).join(' '));
    parts.push(
      `${paint('PROBLEM', '1;31', style.colour)}  ${reason}  ${place}  ${visible(detail)} (source ${visible(source)})`,
    );
  }
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}`;
}

function row({ certificate, location, role, status }: JudgedCertificate, now: number): Row {
  return [
    status,
    expiryInWords(certificate, now),
    dateInWords(certificate.notAfter),
    role,
    visible(certificate.subject),
    visible(Object.values(location).join(' ')),
  ];
}

/**
 * Widths of the columns. Where the lines would be wider than the terminal, subject and place share what is left
 * over by the columns that are never shortened.
 */
function fit(rows: readonly Row[], width: number | undefined): number[] {
  const widths = HEADER.map((_, column) => Math.max(...sample(rows, column)));
  const gaps = 2 * (HEADER.length - 1);
  const natural = widths.reduce((sum, each) => sum + each, gaps);
  if (width === undefined || natural <= width) return widths;
  const [subject = 0, place = 0] = widths.slice(-2);
  const room = width - (natural - subject - place);
  const forSubject = Math.max(NARROWEST, Math.min(subject, Math.max(Math.floor(room / 2), room - place)));
  return [...widths.slice(0, -2), forSubject, Math.max(NARROWEST, room - forSubject)];
}

function* sample(rows: readonly Row[], column: number): Generator<number> {
  for (const cells of rows) yield displayWidth(cells[column] ?? '');
}

function line(
  cells: Row,
  widths: readonly number[],
  decorate: (cell: string, column: number) => string,
): string {
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      // A path is told apart by its end, everything else by its beginning.
      const fitted = column === cells.length - 1 ? cutStart(cell, width) : cutEnd(cell, width);
      const padding = column === cells.length - 1 ? '' : ' '.repeat(width - displayWidth(fitted));
      return decorate(fitted, column) + padding;
    })
    .join('  ');
}

function paint(text: string, parameters: string, colour: boolean): string {
  return colour ? `\u001b[${parameters}m${text}\u001b[0m` : text;
}
