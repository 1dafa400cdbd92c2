import stringWidth from 'string-width';
import type { Report } from '../report.ts';
import { facts, type Table, tables } from './cells.ts';

/** For a terminal: columns in line. */
export function tableOutput(report: Report): string {
  const names = facts(report);
  const width = Math.max(...names.map(([name]) => name.length));
  const head = names.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join('');
  return [head, ...tables(report).map(printTable)].join('\n');
}

function printTable({ title, head, lines }: Table): string {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => stringWidth(line[column] ?? ''))));
  const printed = all.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${title}\n${printed.map((line) => `  ${line}\n`).join('')}`;
}
