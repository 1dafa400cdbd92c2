import { expect, it } from 'vitest';
import { type HookContext, runHooks } from '../../../src/rotation/hooks/run-hooks.ts';

const CONTEXT: HookContext = {
  facts: {
    rotation: 'corp-roots',
    target: '/etc/ssl/corp.pem',
    backup: undefined,
    sha256Before: undefined,
    sha256After: 'a'.repeat(64),
    added: 3,
    removed: 0,
  },
  shake: async () => ({ ok: true, detail: '', leafSha256: undefined }),
  leafSha256: undefined,
};
const command = (...words: string[]) => ({ command: words, timeout: 600 });

it('the first hook that fails is the last', async () => {
  const hooks = [command('true'), command('sh', '-c', 'echo no; exit 2'), command('true')];
  const { ok, outcomes } = await runHooks('validate', hooks, CONTEXT);
  expect(ok).toBe(false);
  expect(outcomes).toEqual([
    {
      stage: 'validate',
      command: ['true'],
      ok: true,
      duration: expect.any(Number),
      detail: 'exit status 0',
      output: '',
    },
    {
      stage: 'validate',
      command: ['sh', '-c', 'echo no; exit 2'],
      ok: false,
      duration: expect.any(Number),
      detail: 'exit status 2',
      output: 'no',
    },
  ]);
});

it('a hook finds what changed in its environment', async () => {
  const { outcomes } = await runHooks('reload', [command('env')], {
    ...CONTEXT,
    facts: { ...CONTEXT.facts, backup: '/b', sha256Before: 'b' },
  });
  expect(outcomes[0]?.output.split(String.raw`\n`).toSorted()).toEqual([
    'LANG=C.UTF-8',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'TLS_ROTATION_ADDED=3',
    'TLS_ROTATION_BACKUP=/b',
    'TLS_ROTATION_NAME=corp-roots',
    'TLS_ROTATION_REMOVED=0',
    `TLS_ROTATION_SHA256_AFTER=${'a'.repeat(64)}`,
    'TLS_ROTATION_SHA256_BEFORE=b',
    'TLS_ROTATION_STAGE=reload',
    'TLS_ROTATION_TARGET=/etc/ssl/corp.pem',
  ]);
});

it('commands and handshakes come in their order, each told of before', async () => {
  const told: string[] = [];
  const handshake = { handshake: 'localhost:443', module: 'default', servesNew: false, timeout: 10 };
  const { ok, outcomes } = await runHooks('verify', [handshake, command('true')], {
    ...CONTEXT,
    onHook: (stage, words) => told.push(`${stage}: ${words.join(' ')}`),
  });
  expect(ok).toBe(true);
  expect(outcomes.map(({ command: words, detail }) => [...words, detail])).toEqual([
    ['handshake localhost:443', 'succeeded'],
    ['true', 'exit status 0'],
  ]);
  expect(told).toEqual(['verify: handshake localhost:443', 'verify: true']);
});

it('no hooks are no failure', async () => {
  expect(await runHooks('verify', [], CONTEXT)).toEqual({ ok: true, outcomes: [] });
});
