import type { Report } from '../report.ts';
import { facts, type Table, tables } from './cells.ts';

/** For docs/performance.md. */
export function markdownOutput(report: Report): string {
  const head = facts(report)
    .map(([name, text]) => `- ${name}: ${text}\n`)
    .join('');
  return [head, ...tables(report).map(printTable)].join('\n');
}

function printTable({ title, head, lines }: Table): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `**${title}**\n\n${row(head)}${row(head.map(() => '---'))}${lines.map(row).join('')}`;
}
