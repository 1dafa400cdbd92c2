import { visible } from '../../model/visible.ts';
import { dateInWords, expiryInWords, momentInWords } from '../../model/words.ts';
import { cutEnd, cutStart, displayWidth } from './display-width.ts';
import type { CheckResult, CheckStatus, JudgedCertificate } from './judge.ts';

/** How a table is drawn. */
export interface TableStyle {
  /** Unix seconds. */
  readonly now: number;
  /** Columns of the terminal; undefined where there is none, and then nothing is shortened. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

interface Column {
  readonly title: string;
  readonly cell: (certificate: JudgedCertificate, now: number) => string;
  readonly painted?: boolean;
  /** Left out where the terminal is too narrow for what matters more; the lowest number goes first. */
  readonly dispensable?: number;
  /** How a cell is cut to the width; a column without it is never cut. */
  readonly cut?: (text: string, width: number) => string;
}

/** SGR parameters (ECMA-48) by status. */
const COLOUR: Record<CheckStatus, string> = {
  expired: '1;31',
  expiring: '33',
  not_yet_valid: '36',
  ok: '32',
  accepted: '2',
};

const COLUMNS: readonly Column[] = [
  { title: 'STATUS', cell: ({ status }) => status, painted: true },
  { title: 'EXPIRES', cell: expiry, painted: true },
  { title: 'ON', cell: ({ certificate }) => dateInWords(certificate.notAfter), dispensable: 1 },
  { title: 'ROLE', cell: ({ role }) => role, dispensable: 2 },
  { title: 'SUBJECT', cell: ({ certificate }) => visible(certificate.subject), cut: cutEnd },
  // A path is told apart by its end.
  { title: 'PLACE', cell: ({ location }) => visible(Object.values(location).join(' ')), cut: cutStart },
];

/** Without the word that the column before it says already. */
function expiry({ certificate }: JudgedCertificate, now: number): string {
  const { notAfter } = certificate;
  return notAfter < now ? momentInWords(notAfter, now) : expiryInWords(certificate, now);
}

const GAP = '  ';
/** No column that can be cut gets narrower than this. */
const NARROWEST = 16;

/** The certificates as a table, soonest expiry first, and what could not be read below it. */
export function checkTable(result: CheckResult, style: TableStyle): string {
  const lines = result.certificates.length > 0 ? certificateLines(result.certificates, style) : [];
  for (const { source, location, reason, detail } of result.problems) {
    const place = visible(Object.values(location).join(' '));
    const label = paint('PROBLEM', COLOUR.expired, style.colour);
    lines.push([label, reason, place, `${visible(detail)} (source ${visible(source)})`].join(GAP));
  }
  return lines.map((each) => `${each}\n`).join('');
}

function certificateLines(certificates: readonly JudgedCertificate[], style: TableStyle): string[] {
  const rows = certificates.map((certificate) => COLUMNS.map(({ cell }) => cell(certificate, style.now)));
  const natural = COLUMNS.map(({ title }, column) =>
    rows.reduce((widest, cells) => Math.max(widest, displayWidth(cells[column] ?? '')), title.length),
  );
  const widths = fit(natural, style.width);
  const titles = COLUMNS.map(({ title }) => title);
  return [
    line(titles, widths, (cell) => paint(cell, '1', style.colour)),
    ...rows.map((cells, row) => {
      const colour = COLOUR[certificates[row]?.status ?? 'ok'];
      return line(cells, widths, (cell, column) =>
        paint(cell, colour, style.colour && column.painted === true),
      );
    }),
  ];
}

/**
 * The width of each column, 0 for one that is left out. Where the lines would be wider than the terminal, columns
 * that can be spared go first; then subject and place share what the others leave over.
 */
function fit(natural: readonly number[], terminal: number | undefined): number[] {
  const widths = [...natural];
  const total = (): number =>
    widths.reduce((sum, width) => sum + (width > 0 ? width + GAP.length : 0), -GAP.length);
  if (terminal === undefined || total() <= terminal) return widths;

  const cuttable = COLUMNS.flatMap(({ cut }, column) => (cut === undefined ? [] : [column]));
  const smallest = (): number =>
    total() - cuttable.reduce((sum, column) => sum + Math.max(0, (widths[column] ?? 0) - NARROWEST), 0);
  const dispensable = [...COLUMNS.keys()]
    .filter((column) => COLUMNS[column]?.dispensable !== undefined)
    .sort((a, b) => (COLUMNS[a]?.dispensable ?? 0) - (COLUMNS[b]?.dispensable ?? 0));
  for (const column of dispensable) if (smallest() > terminal) widths[column] = 0;

  for (let excess = total() - terminal; excess > 0; excess--) {
    const widest = cuttable.reduce((a, b) => ((widths[a] ?? 0) >= (widths[b] ?? 0) ? a : b));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function line(
  cells: readonly string[],
  widths: readonly number[],
  decorate: (cell: string, column: Column) => string,
): string {
  return COLUMNS.flatMap((column, index) => {
    const width = widths[index] ?? 0;
    if (width === 0) return [];
    const cell = cells[index] ?? '';
    const fitted = column.cut === undefined ? cell : column.cut(cell, width);
    const last = index === COLUMNS.length - 1;
    return [decorate(fitted, column) + (last ? '' : ' '.repeat(Math.max(0, width - displayWidth(fitted))))];
  }).join(GAP);
}

function paint(text: string, parameters: string, colour: boolean): string {
  return colour ? `\u001b[${parameters}m${text}\u001b[0m` : text;
}
