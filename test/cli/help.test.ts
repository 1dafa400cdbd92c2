import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { helpText } from '../../src/cli/help.ts';

const command: Command = {
  name: 'check',
  summary: 'does one thing',
  operands: '[PATH …]',
  flags: [
    { name: 'within', value: 'DURATION', help: `a long explanation ${'that goes on '.repeat(12)}to its end` },
    { name: 'accept', short: 'a', value: 'SHA256', repeatable: true, help: 'known and tolerated' },
  ],
  run: async () => 0,
};

describe('helpText', () => {
  it('lists every flag with its value, its letter and whether it may be repeated', () => {
    const text = helpText(command, []);
    expect(text).toContain('Usage: tls-cert-exporter check [flags] [PATH …]\n');
    expect(text).toContain('  --within=DURATION\n');
    expect(text).toContain('  -a, --accept=SHA256  (repeatable)\n      known and tolerated\n');
    expect(text).toContain('  -h, --help\n');
  });

  it('ends with examples where there are some', () => {
    const text = helpText({ ...command, examples: ['', 'check --within 30d /etc'] }, []);
    expect(text).toMatch(
      /\n\nExamples:\n {2}tls-cert-exporter\n {2}tls-cert-exporter check --within 30d \/etc\n$/,
    );
    expect(helpText(command, [])).not.toContain('Examples');
  });

  it('keeps its lines to a hundred columns', () => {
    expect(
      helpText(command, [])
        .split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([]);
  });

  it('lists the other commands under the default one', () => {
    expect(helpText({ ...command, name: 'serve' }, [command])).toContain('\n  check  does one thing\n');
    const summary = `does ${'one thing and another '.repeat(10)}`.trim();
    const lines = helpText({ ...command, name: 'serve' }, [{ ...command, summary }]).split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}check {2}does one thing .*\S$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {9}\S.*another$/));
  });
});
