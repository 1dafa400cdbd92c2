import { chmodSync, existsSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openControlGroup } from '../../../src/rotation/hooks/control-group.ts';
import { type RunOptions, runCommand } from '../../../src/rotation/hooks/run-command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };
const LONG = 600;

const run = (command: readonly string[], options: RunOptions = {}, environment = ENVIRONMENT) =>
  runCommand({ command, timeout: LONG }, environment, options);
const shell = (script: string, options: RunOptions = {}) => run(['sh', '-c', script], options);

/** A zombie is not; it may be gone at any moment, when the first process has noticed. */
function isAlive(pid: number): boolean {
  try {
    return !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')')[1] ?? '');
  } catch {
    return false;
  }
}

/** The time limit passes when these files are there, however slow the machine is. */
function limitOnce(...files: string[]): Pick<RunOptions, 'timeUp'> {
  const written = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n');
  return { timeUp: () => until(() => files.every(written)) };
}

const pidIn = (file: string): number => Number(readFileSync(file, 'utf8'));

/** What a test knows to outlive its hook, it ends by its number. */
function endAfterwards(pid: number): void {
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
}

describe('a command that cannot be started', () => {
  it('because it is missing, in the path of hooks or at a place', async () => {
    expect(await run(['no-such-program-at-all'])).toEqual({
      ok: false,
      detail: expect.stringMatching(
        /^could not be started: no-such-program-at-all is not there in \/usr\/local/,
      ),
      output: '',
    });
    expect((await run(['/no/such/program'])).detail).toMatch(
      /^could not be started: \/no\/such\/program is not/,
    );
  });

  it('because it may not be executed', async () => {
    const file = join(temporaryFolder(), 'hook');
    writeFileSync(file, '#!/bin/sh\nexit 0\n', { mode: 0o644 });
    expect((await run([file])).detail).toContain('may not be executed');
    expect((await run([temporaryFolder()])).ok).toBe(false);
  });

  it('because its interpreter is missing', async () => {
    const file = join(temporaryFolder(), 'hook');
    writeFileSync(file, '#!/no/such/interpreter\n');
    chmodSync(file, 0o755);
    expect(await run([file])).toMatchObject({
      ok: false,
      detail: expect.stringContaining('first line names'),
    });
  });

  it('because no program can be given such an argument', async () => {
    expect(await run(['echo', 'a\0b'])).toMatchObject({
      ok: false,
      detail: expect.stringContaining('not be started'),
    });
    expect(await run([''])).toMatchObject({ ok: false });
  });
});

describe('a command that fails', () => {
  it('is told with its status and its words', async () => {
    expect(await shell('echo out; echo err >&2; exit 3')).toEqual({
      ok: false,
      detail: 'exit status 3',
      output: expect.stringMatching(/^(out\\nerr|err\\nout)$/),
    });
  });

  it('by a signal is told with that', async () => {
    expect(await shell('kill -SEGV $$')).toMatchObject({ ok: false, detail: 'ended by SIGSEGV' });
  });
});

describe('a command that prints', () => {
  it('megabytes is neither held up nor kept', async () => {
    const { ok, output } = await shell('head -c 20000000 /dev/zero | tr "\\0" x; echo; echo done');
    expect(ok).toBe(true);
    expect(output).toHaveLength(2000);
    expect(output).toMatch(/^…x+\\ndone$/);
  });

  it('to outputs that it has closed', async () => {
    expect(await shell('exec 1>&- 2>&-; echo lost; exit 0')).toMatchObject({ ok: true, output: '' });
  });

  it('gets no input', async () => {
    expect(await run(['cat'])).toEqual({ ok: true, detail: 'exit status 0', output: '' });
  });
});

describe('a clean environment', () => {
  it('has nothing of this process', async () => {
    process.env['ROTATION_TEST_SECRET'] = 'hunter2';
    onTestFinished(() => void delete process.env['ROTATION_TEST_SECRET']);
    const { output } = await run(['env'], {}, { ...ENVIRONMENT, ONLY: 'this' } as typeof ENVIRONMENT);
    expect(output.split(String.raw`\n`).toSorted()).toEqual(['ONLY=this', `PATH=${ENVIRONMENT.PATH}`]);
  });

  it('is no shell: arguments arrive as they are', async () => {
    const { output } = await run(['printf', '%s|', '$HOME', '`id`', ';', '*', 'a b', '']);
    expect(output).toBe('$HOME|`id`|;|*|a b||');
  });

  it('begins in the root folder', async () => {
    expect((await run(['pwd'])).output).toBe('/');
  });
});

describe.each([
  ['in a control group', openControlGroup],
  ['in a process group', () => undefined],
] as const)('a command that hangs, %s', (_, openGroup) => {
  it('is ended with what it forked', async () => {
    const folder = temporaryFolder();
    const [own, child] = [join(folder, 'own'), join(folder, 'child')];
    const script = `sleep 1000 & echo $! > ${child}; echo $$ > ${own}; echo waiting; wait`;
    const end = await shell(script, { openGroup, ...limitOnce(own, child) });
    expect(end).toEqual({ ok: false, detail: `ended by SIGTERM after ${LONG} s`, output: 'waiting' });
    expect([isAlive(pidIn(own)), isAlive(pidIn(child))]).toEqual([false, false]);
  });

  it('is ended by SIGKILL when it does not heed SIGTERM', async () => {
    const own = join(temporaryFolder(), 'own');
    const script = `trap '' TERM; echo $$ > ${own}; while :; do sleep 0.05; done`;
    const end = await shell(script, { openGroup, grace: 0.2, ...limitOnce(own) });
    expect(end).toMatchObject({ ok: false, detail: `ended by SIGKILL after ${LONG} s` });
    expect(isAlive(pidIn(own))).toBe(false);
  });

  it('is ended with a child that does not heed SIGTERM although the command itself does', async () => {
    const child = join(temporaryFolder(), 'child');
    const stubborn = `trap "" TERM; echo $$ > ${child}; while :; do sleep 0.05; done`;
    const end = await shell(`sh -c '${stubborn}' & wait`, { openGroup, grace: 0.2, ...limitOnce(child) });
    expect(end).toMatchObject({ ok: false, detail: `ended by SIGKILL after ${LONG} s` });
    expect(isAlive(pidIn(child))).toBe(false);
  });
});

describe('a grandchild that leaves the process group by setsid', () => {
  const escape = (file: string): string => `setsid sh -c 'echo $$ > ${file}; exec sleep 1000' & wait`;

  it.skipIf(controlGroupMissing())('is ended all the same by its control group', async () => {
    const file = join(temporaryFolder(), 'grandchild');
    await shell(escape(file), limitOnce(file));
    expect(isAlive(pidIn(file))).toBe(false);
  });

  it('escapes where there is no control group, which is why there is one', async () => {
    const file = join(temporaryFolder(), 'grandchild');
    const end = await shell(escape(file), { openGroup: () => undefined, ...limitOnce(file) });
    endAfterwards(pidIn(file));
    expect(end.ok).toBe(false);
    expect(isAlive(pidIn(file))).toBe(true);
  });
});

it('a control group that is taken away before the hook is in it leaves the process group', async () => {
  const own = join(temporaryFolder(), 'own');
  const openGroup = () => {
    const group = openControlGroup();
    if (group !== undefined) rmdirSync(group.folder);
    return group;
  };
  const script = `trap '' TERM; echo $$ > ${own}; while :; do sleep 0.05; done`;
  const end = await shell(script, { openGroup, grace: 0.2, ...limitOnce(own) });
  expect(end).toMatchObject({ ok: false, detail: `ended by SIGKILL after ${LONG} s` });
  expect(isAlive(pidIn(own))).toBe(false);
});

describe('a command that leaves something running', () => {
  it.each([
    ['in a control group', openControlGroup],
    ['in a process group', () => undefined],
  ] as const)(
    'is not waited for, and what it left goes on: it may be a service (%s)',
    async (_, openGroup) => {
      const file = join(temporaryFolder(), 'service');
      // It holds the hook's outputs open, for which nobody may wait either.
      const end = await shell(`sleep 1000 & echo $! > ${file}; echo started`, { openGroup });
      endAfterwards(pidIn(file));
      expect(end).toMatchObject({ ok: true, output: 'started', detail: expect.stringContaining('running') });
      expect(isAlive(pidIn(file))).toBe(true);
    },
  );
});

/** True where no control group can be made here, said aloud: that is for the kernel to say, and not for a package. */
function controlGroupMissing(): boolean {
  const group = openControlGroup();
  void group?.close();
  if (group !== undefined) return false;
  process.stderr.write(
    '\nSKIPPED: a control group: there is no cgroup v2 here in which one can be made.\n\n',
  );
  return true;
}
