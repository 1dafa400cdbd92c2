import type { Command, Flag } from './command.ts';
import { COMMON_FLAGS } from './parse.ts';

const WIDTH = 100;
const INDENT = 6;

/** The help text of one command. `others` are listed under the default command, which is what people ask first. */
export function helpText(command: Command, others: readonly Command[]): string {
  const isDefault = others.length > 0;
  const operands = command.operands === undefined ? '' : ` ${command.operands}`;
  const lines = [
    `Usage: tls-cert-exporter ${isDefault ? '[command]' : command.name} [flags]${operands}`,
    '',
    ...wrap(command.summary, 0),
    '',
  ];
  if (isDefault) {
    const width = Math.max(...others.map(({ name }) => name.length));
    lines.push(
      'Commands (each has a --help of its own):',
      ...others.flatMap(({ name, summary }) => hanging(`  ${name.padEnd(width)}  `, summary)),
      '',
      `Flags of ${command.name}, which is the default:`,
    );
  } else {
    lines.push('Flags:');
  }
  for (const flag of [...command.flags, ...COMMON_FLAGS])
    lines.push(flagLine(flag), ...wrap(flag.help, INDENT));
  if (command.examples !== undefined) {
    lines.push('', 'Examples:', ...command.examples.map((each) => `  tls-cert-exporter ${each}`.trimEnd()));
  }
  return `${lines.join('\n')}\n`;
}

/** A text behind something that stands in its first line alone. */
function hanging(head: string, text: string): string[] {
  const [first = '', ...rest] = wrap(text, head.length);
  return [head + first.slice(head.length), ...rest];
}

function flagLine(flag: Flag): string {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = flag.value === undefined ? '' : `=${flag.value}`;
  const also =
    flag.aliases === undefined ? '' : `  (or ${flag.aliases.map((name) => `--${name}`).join(', ')})`;
  return `  ${short}--${flag.name}${value}${also}${flag.repeatable ? '  (repeatable)' : ''}`;
}

function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part) => ' '.repeat(indent) + part);
}
