import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { parse } from '../../src/cli/parse.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const UNITS = join(import.meta.dirname, '../../deploy/systemd');
const PROGRAM = '/usr/bin/tls-cert-exporter';

const units = readdirSync(UNITS).filter((name) => /rotate|freshness/.test(name));
const text = (name: string): string => readFileSync(join(UNITS, name), 'utf8');
const valuesOf = (name: string, key: string): string[] =>
  [...text(name).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((match) => match[1] ?? '');

/** The units with a program that is there, whatever is installed on this host. */
function installed(): string {
  const folder = temporaryFolder();
  const stub = join(folder, 'program');
  writeFileSync(stub, '#!/bin/sh\n');
  chmodSync(stub, 0o755);
  for (const name of units) writeFileSync(join(folder, name), text(name).replaceAll(PROGRAM, stub));
  return folder;
}

it('there is a run once, its timer, a watch, and a freshness scan with its timer', () => {
  expect(units).toEqual([
    'tls-cert-exporter-freshness.service',
    'tls-cert-exporter-freshness.timer',
    'tls-cert-exporter-rotate-watch.service',
    'tls-cert-exporter-rotate.service',
    'tls-cert-exporter-rotate.timer',
  ]);
});

describe.skipIf(programMissing('systemd-analyze'))('systemd', () => {
  it.each(units)('finds nothing wrong with %s', (name) => {
    const { status, stdout, stderr } = runProgram('systemd-analyze', ['verify', join(installed(), name)]);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it.each([
    ['tls-cert-exporter-rotate.service', 4],
    ['tls-cert-exporter-rotate-watch.service', 4],
    ['tls-cert-exporter-freshness.service', 1.5],
  ])('sees %s exposed to at most %d of 10', (name, most) => {
    const { stdout } = runProgram('systemd-analyze', ['security', '--offline=true', join(installed(), name)]);
    const exposure = Number(/exposure level for .*: ([0-9.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThanOrEqual(most);
  });

  it('elapses the scan every 72 hours at the most, through months of any length', () => {
    const [calendar = ''] = valuesOf('tls-cert-exporter-freshness.timer', 'OnCalendar');
    const { stdout } = runProgram('systemd-analyze', ['calendar', calendar, '--iterations=150']);
    const times = [...stdout.matchAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g)].map((match) =>
      Date.parse(`${match[1]}T${match[2]}Z`),
    );
    const gaps = new Set(times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 3_600_000));
    expect(times.length).toBeGreaterThan(100);
    expect(Math.max(...gaps)).toBe(72);
  });
});

describe('the timers', () => {
  it('are persistent, and not all hosts come at once', () => {
    for (const name of units.filter((unit) => unit.endsWith('.timer'))) {
      expect(valuesOf(name, 'Persistent')).toEqual(['yes']);
      expect(valuesOf(name, 'RandomizedDelaySec')).toHaveLength(1);
    }
  });

  it('rotate every day at 03:17', () => {
    expect(valuesOf('tls-cert-exporter-rotate.timer', 'OnCalendar')).toEqual(['*-*-* 03:17:00']);
  });
});

describe('the services', () => {
  const services = units.filter((unit) => unit.endsWith('.service'));

  it.each(services)('%s runs a command line that the program takes', async (name) => {
    const [program, commandName = '', ...argv] = (valuesOf(name, 'ExecStart')[0] ?? '').split(' ');
    const command = await COMMANDS.get(commandName)?.();
    expect(program).toBe(PROGRAM);
    expect(command).toBeDefined();
    if (command !== undefined) expect(() => parse(command, argv)).not.toThrow();
  });

  it.each(services.filter((name) => name.includes('rotate')))(
    '%s is ended without ending its hooks',
    (name) => {
      expect(valuesOf(name, 'KillMode')).toEqual(['mixed']);
      expect(valuesOf(name, 'Delegate')).toEqual(['yes']);
    },
  );
});
