import { describe, expect, it } from 'vitest';
import { HELP, OUTPUTS, parseOptions } from '../../bench/options.ts';
import { ROW_IDS } from '../../bench/row-ids.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

describe('what is not understood is said by name', () => {
  it.each([
    [['--only=everything'], '--only: expected first-collection'],
    [['--certificates=0'], '--certificates: expected a whole number from 1 to 1000000, got "0"'],
    [['--certificates=1e3'], '--certificates: expected a whole number'],
    [['--certificates=-5'], '--certificates: expected a whole number'],
    [['--certificates=1000001'], '--certificates: expected a whole number'],
    [['--runs='], '--runs: expected a whole number from 1 to 100, got ""'],
    [['--runs=101'], '--runs: expected a whole number'],
    [['--output=yaml'], '--output: expected table, json, markdown, got "yaml"'],
    [['--rival=other'], '--rival: expected NAME=COMMAND'],
    [['--rival', 'a=x {port}', '--rival', 'a=y {port}'], '--rival: two rivals are named "a"'],
    [
      ['--prober=other=x --port={port} {dir}'],
      '--prober: expected {config} or {port} as placeholders, got {dir}',
    ],
    [['--prober', 'a=x {port}', '--prober', 'a=y {port}'], '--prober: two probers are named "a"'],
    [['--unknown'], '--unknown'],
    [['operand'], 'operand'],
  ])('%j', (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
    expect(() => parseOptions(argv)).toThrow(message);
  });
});

it('has a default for everything', () => {
  expect(parseOptions([])).toEqual({
    help: false,
    only: [],
    certificates: 20_000,
    runs: 5,
    output: 'table',
    rivals: [],
    probers: [],
  });
});

it('takes rows and rivals more than once', () => {
  const options = parseOptions([
    '--only=memory',
    '--only=start',
    '--certificates=10',
    '--runs=2',
    '--output=json',
    '--rival=a=a --port={port} {dir}',
    '--rival=b=b {port}',
    '--prober=c=c {config} {port}',
  ]);
  expect(options.only).toEqual(['memory', 'start']);
  expect(options).toMatchObject({ certificates: 10, runs: 2, output: 'json' });
  expect(options.rivals.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(options.probers).toEqual([{ name: 'c', command: 'c {config} {port}' }]);
});

it('the help names every row, every output and every placeholder', () => {
  for (const word of [...ROW_IDS, ...OUTPUTS, '{dir}', '{glob}', '{port}', '{config}'])
    expect(HELP).toContain(word);
  expect(parseOptions(['--help']).help).toBe(true);
});
