import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { parse } from '../../src/cli/parse.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const command: Command = {
  name: 'demo',
  summary: 'shows',
  flags: [
    { name: 'certificates-regex', value: 'REGEX', help: 'x' },
    { name: 'certificates-dir', value: 'DIR', repeatable: true, help: 'x' },
    { name: 'config.check', help: 'x' },
  ],
  run: async () => 0,
};
const withOperands: Command = { ...command, operands: '[PATH …]' };

describe('parse', () => {
  it('reads values with and without an equals sign', () => {
    expect(parse(command, ['--certificates-regex=a=b']).value('certificates-regex')).toBe('a=b');
    expect(parse(command, ['--certificates-regex', 'a']).value('certificates-regex')).toBe('a');
  });

  it('knows a flag by the names that other programs have for it, as one and the same', () => {
    const value = { name: 'max-version', aliases: ['tls-max'], value: 'VERSION', help: 'x' };
    const aliased: Command = { ...command, flags: [...command.flags, value] };
    expect(parse(aliased, ['--tls-max=1.2']).value('max-version')).toBe('1.2');
    expect(parse(aliased, ['--tls-max', '1.2']).value('max-version')).toBe('1.2');
    expect(() => parse(aliased, ['--tls-max=1.2', '--max-version=1.3'])).toThrow(
      '--max-version is given more than once',
    );
    expect(() => parse(aliased, ['--tls-maxx=1.2'])).toThrow('did you mean --tls-max?');
  });

  it('keeps the order of repeated flags', () => {
    const args = parse(command, ['--certificates-dir=/b', '--certificates-dir', '/a']);
    expect(args.values('certificates-dir')).toEqual(['/b', '/a']);
  });

  it('reads switches', () => {
    expect(parse(command, ['--config.check']).given('config.check')).toBe(true);
    expect(parse(command, []).given('config.check')).toBe(false);
  });

  it('takes shell quotes off that arrived literally, round the value and round the whole argument', () => {
    expect(parse(command, ['--certificates-regex=".*\\\\.crt$"']).value('certificates-regex')).toBe(
      '.*\\.crt$',
    );
    expect(parse(command, ['"--certificates-regex=.*\\\\.crt$"']).value('certificates-regex')).toBe(
      '.*\\.crt$',
    );
  });

  it('takes a value that begins with hyphens after an equals sign', () => {
    expect(parse(command, ['--certificates-regex=--x']).value('certificates-regex')).toBe('--x');
  });

  it('leaves what stands behind -- to the operands', () => {
    expect(parse(withOperands, ['a', '--', '--config.check']).operands).toEqual(['a', '--config.check']);
  });

  it('knows -h and --version for every command', () => {
    expect(parse(command, ['-h']).given('help')).toBe(true);
    expect(parse(command, ['--version']).given('version')).toBe(true);
  });
});

describe('parse refuses', () => {
  it.each([
    [['--certificate-dir=/x'], 'unknown flag --certificate-dir (did you mean --certificates-dir?)'],
    [['--watch-dir=/x'], 'unknown flag --watch-dir: here it is --certificates-dir (docs/migration.md)'],
    [['--debug'], 'unknown flag --debug'],
    [['--certificatesdir=/x'], 'unknown flag --certificatesdir (did you mean --certificates-dir?)'],
    [['--certificates_regex=x'], 'unknown flag --certificates_regex (did you mean --certificates-regex?)'],
    [['-x'], 'unknown flag -x'],
    [['--certificates-regex'], '--certificates-regex needs a value: REGEX'],
    [['--certificates-regex='], '--certificates-regex needs a value that is not empty: REGEX'],
    [['--certificates-regex', '--config.check'], '--certificates-regex needs a value: REGEX'],
    [['--certificates-regex=a', '--certificates-regex=b'], '--certificates-regex is given more than once'],
    [['--config.check=maybe'], '--config.check takes no value, got "maybe"'],
    [['stray'], 'unexpected argument "stray": demo takes flags only'],
  ])('%j', (argv, message) => {
    expect(() => parse(command, argv)).toThrow(new UsageError(message));
  });
});
