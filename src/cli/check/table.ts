import type { Location } from '../../model/location.ts';
import { visible } from '../../model/visible.ts';
import { dateInWords, expiryInWords, momentInWords } from '../../model/words.ts';
import { cutEnd, cutStart, displayWidth } from './display-width.ts';
import type { CheckKind, CheckResult, CheckStatus } from './judge.ts';

/** How a table is drawn. */
export interface TableStyle {
  /** Unix seconds. */
  readonly now: number;
  /** Columns of the terminal; undefined where there is none, and then nothing is shortened. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** A certificate or a revocation list, as one line shows it. */
interface Row {
  readonly status: CheckStatus;
  /** Unix seconds. */
  readonly notBefore: number;
  /** Unix seconds; undefined for a revocation list that does not say when the next one comes. */
  readonly notAfter: number | undefined;
  readonly kind: CheckKind;
  /** The subject of a certificate, the issuer of a revocation list. */
  readonly name: string;
  readonly location: Location;
}

interface Column {
  readonly title: string;
  readonly cell: (row: Row, now: number) => string;
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
  {
    title: 'ON',
    cell: ({ notAfter }) => (notAfter === undefined ? '' : dateInWords(notAfter)),
    dispensable: 1,
  },
  { title: 'ROLE', cell: ({ kind }) => kind, dispensable: 2 },
  { title: 'SUBJECT', cell: ({ name }) => visible(name), cut: cutEnd },
  // A path is told apart by its end.
  { title: 'PLACE', cell: ({ location }) => visible(Object.values(location).join(' ')), cut: cutStart },
];

/** Without the word that the column before it says already. */
function expiry({ notBefore, notAfter }: Row, now: number): string {
  if (notAfter === undefined) return 'not said';
  return notAfter < now ? momentInWords(notAfter, now) : expiryInWords({ notBefore, notAfter }, now);
}

const GAP = '  ';
/** No column that can be cut gets narrower than this. */
const NARROWEST = 16;

/** The certificates and revocation lists as a table, soonest expiry first, and what could not be read below it. */
export function checkTable(result: CheckResult, style: TableStyle): string {
  const rows = rowsOf(result);
  const lines = rows.length > 0 ? rowLines(rows, style) : [];
  for (const { source, location, reason, detail } of result.problems) {
    const place = visible(Object.values(location).join(' '));
    const label = paint('PROBLEM', COLOUR.expired, style.colour);
    lines.push([label, reason, place, `${visible(detail)} (source ${visible(source)})`].join(GAP));
  }
  return lines.map((each) => `${each}\n`).join('');
}

function rowsOf({ certificates, revocationLists }: CheckResult): Row[] {
  const rows = [
    ...certificates.map(({ certificate, role, location, status }): Row => {
      const { notBefore, notAfter, subject } = certificate;
      return { status, notBefore, notAfter, kind: role, name: subject, location };
    }),
    ...revocationLists.map(({ revocationList, location, status }): Row => {
      const { thisUpdate, nextUpdate, issuer } = revocationList;
      return { status, notBefore: thisUpdate, notAfter: nextUpdate, kind: 'crl', name: issuer, location };
    }),
  ];
  // Both are in this order already, and what is equal stays as it is.
  return rows.sort((a, b) => (a.notAfter ?? FAR) - (b.notAfter ?? FAR));
}

/** After every date. */
const FAR = Number.MAX_VALUE;

function rowLines(shown: readonly Row[], style: TableStyle): string[] {
  const rows = shown.map((row) => COLUMNS.map(({ cell }) => cell(row, style.now)));
  const natural = COLUMNS.map(({ title }, column) =>
    rows.reduce((widest, cells) => Math.max(widest, displayWidth(cells[column] ?? '')), title.length),
  );
  const widths = fit(natural, style.width);
  const titles = COLUMNS.map(({ title }) => title);
  return [
    line(titles, widths, (cell) => paint(cell, '1', style.colour)),
    ...rows.map((cells, row) => {
      const colour = COLOUR[shown[row]?.status ?? 'ok'];
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
