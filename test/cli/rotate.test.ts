import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { anchorsOf, RotationLaboratory } from '../support/rotation-laboratory.ts';

const OLD = anchorsOf('A', 'B');
const NEW = anchorsOf('A', 'B', 'C');

/** The file of a configuration with a rotation of a laboratory, and others beside it. */
function configOf(lab: RotationLaboratory, more: object = {}, ...others: object[]): string {
  const path = join(lab.root, 'config.yml');
  const rotation = { name: 'corp-roots', target: lab.target, content: { file: lab.origin }, ...more };
  const whole = { rotation_directory: lab.directory, rotation: [rotation, ...others] };
  writeFileSync(path, JSON.stringify(whole));
  return path;
}

async function rotate(config: string | undefined, ...argv: string[]) {
  const terminal = recordedTerminal();
  const flags = config === undefined ? [] : ['--config.file', config];
  const status = await run(['rotate', ...flags, ...argv], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

describe('what cannot be asked for is status 2 and a sentence', () => {
  it('without a configuration, or one without a rotation', async () => {
    expect(await rotate(undefined)).toMatchObject({
      status: 2,
      err: expect.stringContaining('--config.file'),
    });
    const lab = new RotationLaboratory(OLD, NEW);
    const config = join(lab.root, 'empty.yml');
    writeFileSync(config, 'log: { level: info }');
    expect(await rotate(config)).toMatchObject({
      status: 2,
      err: expect.stringContaining('nothing to rotate'),
    });
  });

  it.each([
    [
      'a rotation that is misspelt',
      ['corp-root'],
      /unknown rotation "corp-root" \(did you mean corp-roots\?\): there are corp-roots/,
    ],
    ['a rotation that is not there', ['other'], /unknown rotation "other": there are corp-roots/],
    ['a dry watch', ['--watch', '--dry-run'], /--watch: expected without --dry-run/],
    ['a watch with a table', ['--watch', '--output=json'], /--watch: expected without --output/],
    ['an interval without a watch', ['--watch.interval=1m'], /expected --watch beside it/],
    ['an interval that is none', ['--watch', '--watch.interval=0'], /interval between 1s and 24d/],
    ['another form', ['--output=yaml'], /table or json/],
  ])('%s', async (_, argv, words) => {
    const lab = new RotationLaboratory(OLD, NEW);
    const { status, err } = await rotate(configOf(lab), ...argv);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringMatching(words) });
    expect(lab.content).toBe(OLD);
  });
});

describe('rotate', () => {
  it('is status 1 where the content is refused, and tells why', async () => {
    const lab = new RotationLaboratory(OLD, anchorsOf('A'));
    const { status, out } = await rotate(configOf(lab));
    expect(status).toBe(1);
    expect(out).toMatch(/^corp-roots {2}refused {2}.*etc\/ca\.pem\n {2}\S/);
    expect(lab.content).toBe(OLD);
  });

  it('is status 1 where a hook fails, and shows which and what became of it', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const hooks = { validate: [{ command: ['sh', '-c', 'echo line one; echo line two; exit 4'] }] };
    const { status, out } = await rotate(configOf(lab, { hooks }));
    expect(status).toBe(1);
    expect(out).toContain('corp-roots  rolled back');
    expect(out).toContain(String.raw`exit status 4, printed: line one\nline two; `);
    expect(out).toMatch(/failed {2}validate: sh -c .* exit status 4, \d+\.\d s/);
  });

  it('is status 0 where it rotated, and where there was nothing to do', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const config = configOf(lab, { hooks: { reload: [{ command: ['true'] }] } });
    const first = await rotate(config);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(
      /^corp-roots {2}rotated .*\n.*1 certificate added, 0 removed.*\n {2}\+ CN=C {2}[0-9a-f]{64}\n/,
    );
    expect(first.out).toMatch(/ok {2}reload: true {2}exit status 0, .*\n {2}backup {3}\//);
    expect(lab.content).toBe(NEW);
    expect(await rotate(config)).toMatchObject({
      status: 0,
      out: expect.stringContaining('corp-roots  unchanged'),
    });
  });

  it('has the keys of the documentation', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const config = configOf(lab, { hooks: { reload: [{ command: ['true'] }] } });
    const { out } = await rotate(config, '--output=json');
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(JSON.parse(out)).toEqual({
      runs: [
        {
          rotation: 'corp-roots',
          target: lab.target,
          started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          duration: expect.any(Number),
          result: 'rotated',
          reason: expect.stringContaining('1 certificate added'),
          trigger: 'command',
          sha256_before: hex,
          sha256_after: hex,
          anchors_before: 2,
          anchors_after: 3,
          added: [{ subject: 'CN=C', fingerprint_sha256: hex }],
          removed: [],
          hooks: [
            {
              stage: 'reload',
              command: ['true'],
              ok: true,
              duration: expect.any(Number),
              detail: 'exit status 0',
              output: '',
            },
          ],
          backup: expect.stringContaining(lab.directory),
          notes: [],
          trouble: null,
        },
      ],
    });
  });

  it('goes on after one that fails, and runs those alone that are named', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const other = join(lab.root, 'etc/other.pem');
    writeFileSync(other, OLD);
    const second = { name: 'second', target: other, content: { file: lab.origin } };
    const config = configOf(lab, { content: { file: join(lab.root, 'missing.pem') } }, second);
    expect(await rotate(config, 'corp-roots')).toMatchObject({ status: 1 });
    expect(readFileSync(other, 'utf8')).toBe(OLD);
    const both = await rotate(config);
    expect(both.status).toBe(1);
    expect(both.out).toMatch(/corp-roots {2}refused[\s\S]*second {2}rotated/);
    expect(await rotate(config, 'second')).toMatchObject({ status: 0 });
  });
});

describe('rotate --dry-run', () => {
  it('says what would be done and does nothing of it', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const { identity } = lab;
    const config = configOf(lab, { hooks: { reload: [{ command: ['touch', lab.told] }] } });
    const { status, out } = await rotate(config, '--dry-run');
    expect(status).toBe(0);
    expect(out).toMatch(/^corp-roots {2}would be rotated .*\n.*\n {2}\+ CN=C .*\n {2}reload: touch /);
    const { out: json } = await rotate(config, '--dry-run', '--output=json');
    expect(JSON.parse(json)).toEqual({
      plans: [
        expect.objectContaining({
          rotation: 'corp-roots',
          outcome: 'rotate',
          way: 'rename',
          anchors_after: 3,
        }),
      ],
    });
    expect([lab.identity, existsSync(lab.told), existsSync(lab.directory)]).toEqual([identity, false, false]);
  });

  it('is status 1 for what would be refused', async () => {
    const lab = new RotationLaboratory(OLD, 'no certificate');
    const { status, out } = await rotate(configOf(lab), '--dry-run');
    expect(status).toBe(1);
    expect(out).toContain('would be refused');
  });
});
