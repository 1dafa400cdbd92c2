import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rotationRunJson } from '../../src/model/rotation-json.ts';
import { readStates } from '../../src/rotation/record/read-states.ts';
import { withLock } from '../../src/rotation/swap/lock.ts';
import { openTarget } from '../../src/rotation/swap/open-target.ts';
import { swapIn } from '../../src/rotation/swap/swap.ts';
import { anchor, anchorsOf, RotationLaboratory, script } from '../support/rotation-laboratory.ts';

const OLD = anchorsOf('A', 'B');
const NEW = anchorsOf('A', 'B', 'C');
const noHooks = { validate: [], reload: [], verify: [] };

describe('content that is refused', () => {
  it.each([
    ['damaged', `${OLD.slice(0, -40)}\n`, /byte|truncated|block/],
    [
      'with a private key',
      `${NEW}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
      /private key/,
    ],
    ['empty', '', /./],
    ['missing', undefined, /ca\.pem/],
  ])('because it is %s changes nothing and runs no hook', async (_, after, reason) => {
    const lab = new RotationLaboratory(OLD, after);
    const { identity } = lab;
    const run = await lab.once({ hooks: { ...noHooks, validate: [lab.tells('validate')] } });
    expect(run).toMatchObject({ result: 'refused', reason: expect.stringMatching(reason), hooks: [] });
    expect(run.backup).toBeUndefined();
    expect([lab.content, lab.identity, lab.hooks]).toEqual([OLD, identity, []]);
  });

  it('by the gate tells every reason, and what it would have changed', async () => {
    const lab = new RotationLaboratory(OLD, anchorsOf('A'));
    const gate = { ...lab.settings().gate, minAnchors: 2, minShare: 0.9 };
    const run = await lab.once({ gate });
    expect(run).toMatchObject({ result: 'refused', anchorsBefore: 2, anchorsAfter: 2 });
    expect(run.removed.map(({ subject }) => subject)).toEqual(['CN=B']);
    expect(run.sha256After).toBe(run.sha256Before);
    expect(lab.content).toBe(OLD);
  });

  it('because the target is none that can be replaced', async () => {
    const lab = new RotationLaboratory(undefined, NEW);
    expect(await lab.once()).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('does not exist'),
    });
    mkdirSync(lab.target);
    expect(await lab.once()).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('no regular file'),
    });
  });
});

describe('unchanged content', () => {
  it('touches nothing, runs no hook, and is recorded as a success', async () => {
    const lab = new RotationLaboratory(NEW, `# a comment\n${anchorsOf('C', 'B', 'A')}`);
    const { identity } = lab;
    const hooks = {
      validate: [lab.tells('validate')],
      reload: [lab.tells('reload')],
      verify: [lab.tells('verify')],
    };
    expect(await lab.once({ hooks })).toMatchObject({
      result: 'unchanged',
      hooks: [],
      added: [],
      removed: [],
    });
    expect([lab.identity, lab.hooks, readdirSync(join(lab.root, 'etc'))]).toEqual([identity, [], ['ca.pem']]);
    const { states } = await readStates(lab.directory);
    expect(states).toMatchObject([
      { rotation: 'corp-roots', lastResult: 'unchanged', runs: { unchanged: 1 } },
    ]);
  });
});

describe('a rotation', () => {
  it('puts the content in place, keeps mode and backup, and records what changed', async () => {
    const lab = new RotationLaboratory(OLD, `${NEW}\n# the end\n`);
    chmodSync(lab.target, 0o440);
    const hooks = {
      validate: [lab.tells('first')],
      reload: [lab.tells('second')],
      verify: [lab.tells('third')],
    };
    const run = await lab.once({ hooks });
    expect(lab.content).toBe(NEW);
    expect(statSync(lab.target).mode & 0o777).toBe(0o440);
    expect(lab.hooks).toEqual(['first validate', 'second reload', 'third verify']);
    expect(run).toMatchObject({
      rotation: 'corp-roots',
      target: lab.target,
      result: 'rotated',
      reason: `1 certificate added, 0 removed in ${lab.target}`,
      trigger: 'command',
      anchorsBefore: 2,
      anchorsAfter: 3,
      added: [{ subject: 'CN=C', fingerprintSha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      removed: [],
    });
    expect(readFileSync(run.backup ?? '', 'utf8')).toBe(OLD);
    expect(lab.record).toEqual([JSON.parse(JSON.stringify(rotationRunJson(run)))]);
    expect((await lab.run())[0]?.run.result).toBe('unchanged');
  });

  it('tells what it does, step by step', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const steps: string[] = [];
    await lab.once(
      { hooks: { ...noHooks, reload: [script('exit 0')] } },
      { onStep: (words) => steps.push(words) },
    );
    expect(steps).toEqual([
      'reading the new content',
      'judging the new content',
      `replacing ${lab.target}`,
      'reload: sh -c exit 0',
    ]);
  });
});

describe('a hook that fails', () => {
  it('before the reload: the content of before is back, and nothing was loaded that had to be loaded again', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const hooks = {
      ...noHooks,
      validate: [lab.tells('validate', 'echo no good; exit 1')],
      reload: [lab.tells('reload')],
    };
    const run = await lab.once({ hooks });
    expect(run.result).toBe('rolled_back');
    expect(run.reason).toMatch(
      /^validate hook sh -c .*: exit status 1, printed: no good; .* has its former content again; nothing/,
    );
    expect([lab.content, lab.hooks]).toEqual([OLD, ['validate validate']]);
    expect(run).toMatchObject({ anchorsAfter: 2, added: [{ subject: 'CN=C' }] });
    expect(run.sha256After).toBe(run.sha256Before);
  });

  it.each(['reload', 'verify'] as const)(
    'at %s: the content of before is back and loaded again',
    async (stage) => {
      const lab = new RotationLaboratory(OLD, NEW);
      const isNew = `test $TLS_ROTATION_STAGE != ${stage}`;
      const hooks = {
        ...noHooks,
        reload: [lab.tells('reload', isNew)],
        verify: [lab.tells('verify', isNew)],
      };
      const run = await lab.once({ hooks });
      expect(run).toMatchObject({
        result: 'rolled_back',
        reason: expect.stringContaining('and was loaded again'),
      });
      expect(lab.content).toBe(OLD);
      expect(lab.hooks.at(-1)).toBe('reload reload_after_rollback');
      expect(run.hooks.map((hook) => `${hook.stage} ${hook.ok}`)).toEqual(
        stage === 'reload'
          ? ['reload false', 'reload_after_rollback true']
          : ['reload true', 'verify false', 'reload_after_rollback true'],
      );
    },
  );

  it('and fails again after the content is back: that is told, with what to do', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const run = await lab.once({ hooks: { ...noHooks, reload: [lab.tells('reload', 'exit 7')] } });
    expect(run.result).toBe('rolled_back');
    expect(run.reason).toMatch(
      /could not be loaded again: reload_after_rollback hook .*: exit status 7: .*by hand/,
    );
    expect(lab.content).toBe(OLD);
  });

  it('because it hangs: it is ended, and the content of before is back', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const timeUp = async (): Promise<void> => undefined;
    const hooks = { ...noHooks, validate: [script('sleep 1000', 30)] };
    const run = await lab.once({ hooks }, { hooks: { timeUp } });
    expect(run).toMatchObject({
      result: 'rolled_back',
      reason: expect.stringContaining('ended by SIGTERM after 30 s'),
    });
    expect(lab.content).toBe(OLD);
  });

  it('by a handshake is told by its reason', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const verify = [{ handshake: 'localhost:1', module: 'default', servesNew: false, timeout: 0.05 }];
    const shake = async () => ({ ok: false, detail: 'connection_refused', leafSha256: undefined });
    const run = await lab.once({ hooks: { ...noHooks, verify } }, { shake });
    expect(run).toMatchObject({
      result: 'rolled_back',
      reason: expect.stringMatching(/^verify hook handshake localhost:1: connection_refused/),
    });
  });

  it('and whose former content cannot be put back just now: that is told, and the next run tries it again', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    // A file in the place of the journal’s folder stops what comes first: as good as a full disk, and easily undone.
    const journals = join(lab.directory, 'journals');
    const validate = [script(`mv ${journals} ${journals}.away && echo > ${journals}; exit 1`)];
    const run = await lab.once({ hooks: { ...noHooks, validate } });
    expect(run).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(/the next run tries it again$/),
    });
    expect(lab.content).toBe(NEW);
    rmSync(journals);
    renameSync(`${journals}.away`, journals);
    rmSync(lab.origin);
    const [again] = await lab.run({ hooks: { ...noHooks, validate: [script('exit 1')] } });
    expect(again?.run).toMatchObject({ result: 'rolled_back' });
    expect(lab.content).toBe(OLD);
  });

  it('and whose backup is gone: that is told, and new content is not kept out for ever', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const hooks = { ...noHooks, validate: [script('rm -f "$TLS_ROTATION_BACKUP"; exit 1')] };
    const run = await lab.once({ hooks });
    expect(run).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(/is gone.*see to it by hand$/),
    });
    writeFileSync(lab.origin, anchorsOf('A', 'B', 'C', 'D'));
    expect((await lab.once()).result).toBe('rotated');
  });

  it('does not do so for ever: the same content is tried again and rolled back again', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const hooks = { ...noHooks, validate: [script('exit 1')] };
    for (let count = 0; count < 3; count++) expect((await lab.once({ hooks })).result).toBe('rolled_back');
    expect(lab.record).toHaveLength(3);
  });
});

describe('a run that is stopped', () => {
  it('before anything was changed changes nothing', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const run = await lab.once({}, { signal: AbortSignal.abort() });
    expect(run).toMatchObject({ result: 'failed', reason: expect.stringContaining('stopped') });
    expect(lab.content).toBe(OLD);
  });

  it('with the content in place goes to its end', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    const stop = new AbortController();
    const onStep = (words: string): void => {
      if (words.startsWith('reload')) stop.abort();
    };
    const hooks = { ...noHooks, reload: [lab.tells('reload')], verify: [lab.tells('verify')] };
    expect(await lab.once({ hooks }, { signal: stop.signal, onStep })).toMatchObject({ result: 'rotated' });
    expect(lab.hooks).toEqual(['reload reload', 'verify verify']);
  });
});

describe('a run that meets another', () => {
  it('does nothing and says who it is', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    await withLock(lab.directory, 'other', lab.target, async () => {
      const run = await lab.once();
      expect(run).toMatchObject({ result: 'failed', reason: expect.stringContaining('rotation "other"') });
    });
    expect(lab.content).toBe(OLD);
    expect((await lab.once()).result).toBe('rotated');
  });
});

/** Leaves what a process leaves that is killed after the swap: the new content, and a journal that is not done. */
async function killedAfterSwap(lab: RotationLaboratory, { isBack = false } = {}): Promise<void> {
  const target = await openTarget(lab.target, { inPlace: false, create: false });
  if ('refused' in target) throw new Error(target.refused);
  await withLock(lab.directory, 'corp-roots', lab.target, async () => {
    const options = { directory: lab.directory, rotation: 'corp-roots', backups: 3 };
    const swap = await swapIn(target, Buffer.from(NEW), options);
    if (isBack) await swap.restore();
  });
}

describe('a run whose process was killed', () => {
  it('after the swap: its hooks are run by the next, as a run of its own', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    await killedAfterSwap(lab);
    const hooks = { ...noHooks, reload: [lab.tells('reload')] };
    const finished = await lab.run({ hooks });
    expect(finished.map(({ run }) => run.result)).toEqual(['rotated', 'unchanged']);
    expect(finished[0]?.run).toMatchObject({
      reason: expect.stringContaining('its hooks were run again'),
      added: [{ subject: 'CN=C' }],
    });
    expect(lab.hooks).toEqual(['reload reload']);
    expect((await lab.once({ hooks })).result).toBe('unchanged');
    expect(lab.hooks).toHaveLength(1);
  });

  it('after the swap, with hooks that fail: the content of before is back', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    await killedAfterSwap(lab);
    rmSync(lab.origin);
    const finished = await lab.run({ hooks: { ...noHooks, validate: [script('exit 1')] } });
    expect(finished.map(({ run }) => run.result)).toEqual(['rolled_back', 'refused']);
    expect(lab.content).toBe(OLD);
  });
});

describe('a run whose process was killed while it put the content back', () => {
  it.each([
    ['is loaded again', 'exit 0', /it was loaded again$/],
    ['cannot be loaded again, which is told', 'exit 3', /it could not be loaded again: .*exit status 3/],
  ])('the former content %s, as a run of its own', async (_, then, reason) => {
    const lab = new RotationLaboratory(OLD, NEW);
    await killedAfterSwap(lab, { isBack: true });
    rmSync(lab.origin);
    const finished = await lab.run({ hooks: { ...noHooks, reload: [lab.tells('reload', then)] } });
    expect(finished.map(({ run }) => run.result)).toEqual(['rolled_back', 'refused']);
    expect(finished[0]?.run.reason).toMatch(reason);
    expect([lab.content, lab.hooks]).toEqual([OLD, ['reload reload_after_rollback']]);
    expect(await lab.run()).toHaveLength(1);
  });
});

describe('a record that cannot be written', () => {
  it('is told beside the result', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    mkdirSync(join(lab.directory, 'record.jsonl'), { recursive: true });
    const [finished] = await lab.run();
    expect(finished?.run.result).toBe('rotated');
    expect(finished?.trouble).toContain('not recorded');
    expect(lab.content).toBe(NEW);
  });

  it('because there can be no rotation directory: nothing is changed', async () => {
    const lab = new RotationLaboratory(OLD, NEW);
    writeFileSync(lab.directory, 'no folder');
    const [finished] = await lab.run();
    expect(finished?.run.result).toBe('failed');
    expect(finished?.trouble).toBeDefined();
    expect(lab.content).toBe(OLD);
  });
});

it('a bug is not swallowed', async () => {
  const lab = new RotationLaboratory(OLD, anchor('A') + anchor('D'));
  const broken = (): never => {
    throw new TypeError('a bug');
  };
  await expect(lab.run({}, { onStep: broken })).rejects.toThrow('a bug');
});
