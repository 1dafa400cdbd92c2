import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { parseProber, parseRival, shellCommand } from '../../../bench/rival/rival.ts';

it.each([
  ['', 'expected NAME=COMMAND'],
  ['=command {port}', 'expected NAME=COMMAND'],
  ['name=', 'expected NAME=COMMAND'],
  ['name=command', 'expected {port} in the command of "name"'],
  ['name=command {prot} {port}', 'got {prot}'],
])('refuses %j', (text, message) => {
  expect(() => parseRival(text)).toThrow(message);
});

it('a command may hold equals signs, and braces that are its own', () => {
  expect(parseRival('other=exporter --a=b --set={1,2} :{port}')).toEqual({
    name: 'other',
    command: 'exporter --a=b --set={1,2} :{port}',
  });
});

it('fills every placeholder, each as one word of the shell', () => {
  const rival = parseRival('other=printf "%s|" {dir} --glob={glob} :{port} {dir}');
  const dir = "/tmp/it's $HOME; a *";
  const command = shellCommand(rival, { dir, glob: '/tmp/*.crt', port: 9201 });
  const words = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  expect(words).toBe(`${dir}|--glob=/tmp/*.crt|:9201|${dir}|`);
});

it('the shell makes way for the program', () => {
  const rival = parseRival('other=sh -c "echo \\$\\$ {port}"');
  const command = shellCommand(rival, { dir: '/', glob: '/*', port: 1 });
  expect(command.startsWith('exec ')).toBe(true);
});

it('a prober is given a configuration', () => {
  const prober = parseProber('other=echo {config} {port}');
  expect(shellCommand(prober, { config: '/tmp/a b.yml', port: 1 })).toBe("exec echo '/tmp/a b.yml' 1");
  expect(() => parseProber('other=x {dir} {port}')).toThrow('--prober: expected {config} or {port}');
});
