import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/app/rotating/verify-chain.ts';
import type { RotationSettings } from '../../../src/model/rotation.ts';
import { planRotation } from '../../../src/rotation/plan/plan-rotation.ts';
import { foldersOf, keyOf } from '../../../src/rotation/swap/own-names.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { authority, server } from '../../support/pki.ts';
import { rotationSettings } from '../../support/rotation-settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** 2026-01-01. */
const NOW = 1_767_225_600;

const A = authority('Root A');
const B = authority('Root B');
const C = authority('Root C');
const text = (...certificates: readonly GeneratedCertificate[]) =>
  certificates.map(({ pem }) => pem).join('');
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const recorded = ({ der }: GeneratedCertificate, subject: string) => ({
  subject,
  fingerprintSha256: sha256(der),
});

interface Laboratory {
  readonly folder: string;
  readonly target: string;
  readonly origin: string;
  readonly settings: RotationSettings;
}

/** A target and an origin with these contents, in a folder of their own. */
function laboratory(
  current: string | undefined,
  proposed: string,
  changes: Parameters<typeof rotationSettings>[0] = {},
): Laboratory {
  const folder = temporaryFolder();
  const target = join(folder, 'bundle.pem');
  const origin = join(folder, 'new.pem');
  if (current !== undefined) writeFileSync(target, current);
  writeFileSync(origin, proposed);
  const settings = rotationSettings({
    target: { type: 'file', path: target },
    origin: { type: 'file', path: origin },
    ...changes,
  });
  return { folder, target, origin, settings };
}

const plan = (settings: RotationSettings, directory = '/nowhere/rotation') =>
  planRotation(settings, {
    directory,
    signal: new AbortController().signal,
    verifyChain,
    environment: {},
    clock: () => NOW,
  });

/** Everything in a folder with its state, so that nothing can have changed where it is the same. */
const stateOf = (folder: string) =>
  readdirSync(folder).map((name) => {
    const { ino, mtimeNs, ctimeNs, size } = statSync(join(folder, name), { bigint: true });
    return [name, ino, mtimeNs, ctimeNs, size].join();
  });

describe('a plan says what a run would do', () => {
  it('where it would replace the content', async () => {
    const hooks = {
      validate: [{ command: ['nginx', '-t'], timeout: 5 }],
      reload: [{ command: ['nginx', '-s', 'reload'], timeout: 5 }],
      verify: [
        { handshake: 'localhost:443', module: 'default', servesNew: false, timeout: 5 },
        { command: ['/usr/local/bin/smoke'], timeout: 5 },
      ],
    };
    const { folder, target, settings } = laboratory(text(A, B), text(B, C), { hooks });
    const link = join(folder, 'link.pem');
    symlinkSync('bundle.pem', link);
    const before = stateOf(folder);
    expect(await plan({ ...settings, target: { type: 'file', path: link } })).toEqual({
      rotation: 'corp-roots',
      kind: 'anchors',
      target: link,
      path: target,
      outcome: 'rotate',
      way: 'rename',
      reasons: [],
      notes: [],
      sha256Before: sha256(text(A, B)),
      sha256After: sha256(text(B, C)),
      anchorsBefore: 2,
      anchorsAfter: 2,
      added: [recorded(C, 'CN=Root C')],
      removed: [recorded(A, 'CN=Root A')],
      hooks: [
        { stage: 'validate', command: ['nginx', '-t'] },
        { stage: 'reload', command: ['nginx', '-s', 'reload'] },
        { stage: 'verify', command: ['handshake localhost:443'] },
        { stage: 'verify', command: ['/usr/local/bin/smoke'] },
      ],
    });
    expect(stateOf(folder)).toEqual(before);
  });

  it('where there is nothing to do, whatever the gate would say', async () => {
    const { settings } = laboratory(`# mine\n${text(B, A)}`, text(A, B), { gate: { minAnchors: 5 } });
    expect(await plan(settings)).toMatchObject({
      outcome: 'unchanged',
      reasons: [],
      hooks: [],
      way: undefined,
      sha256After: sha256(`# mine\n${text(B, A)}`),
    });
  });

  it('where the gate refuses', async () => {
    const { settings } = laboratory(text(A, B), text(A));
    expect(await plan(settings)).toMatchObject({
      outcome: 'refused',
      reasons: [expect.stringContaining('min_share')],
      removed: [recorded(B, 'CN=Root B')],
      hooks: [],
    });
  });

  it('where the content cannot be used', async () => {
    const { origin, target, settings } = laboratory(text(A), text(A, B).slice(0, -40));
    expect(await plan(settings)).toMatchObject({
      outcome: 'refused',
      path: target,
      reasons: [expect.stringContaining(`${origin} is damaged`)],
      sha256Before: sha256(text(A)),
    });
  });

  it('where the target cannot be replaced, without reading the content', async () => {
    const { settings } = laboratory(undefined, 'anything');
    expect(await plan(settings)).toMatchObject({
      outcome: 'refused',
      path: undefined,
      reasons: [expect.stringContaining('does not exist')],
    });
  });

  it('where an earlier run was not finished', async () => {
    const { folder, target, settings } = laboratory(text(A), text(A, B));
    const directory = join(folder, 'rotation');
    mkdirSync(join(directory, 'journals'), { recursive: true });
    writeFileSync(join(foldersOf(directory, target).journals, `${keyOf(target)}.json`), '{}');
    expect((await plan(settings, directory)).notes).toContain(
      'an earlier run was not finished: the next one settles that first',
    );
  });

  it('where a chain would be replaced', async () => {
    const before = server({ issuer: A });
    const after = server({ issuer: A, key: before.key });
    const { settings } = laboratory(text(before, A), text(after, A), { kind: 'chain' });
    expect(await plan(settings)).toMatchObject({ outcome: 'rotate', kind: 'chain', anchorsAfter: 2 });
  });
});

describe('for the tool of a distribution a plan looks at the bundle as well', () => {
  function distribution(
    { file, bundle, proposed }: Record<'file' | 'bundle', string | undefined> & { proposed: string },
    gate: Parameters<typeof rotationSettings>[0] = {},
  ): RotationSettings {
    const { folder, settings } = laboratory(file, proposed);
    const bundlePath = join(folder, 'ca-certificates.crt');
    if (bundle !== undefined) writeFileSync(bundlePath, bundle);
    return {
      ...rotationSettings(gate),
      origin: settings.origin,
      target: {
        type: 'distribution',
        tool: 'update-ca-certificates',
        path: settings.target.path,
        bundle: bundlePath,
      },
    };
  }
  const tool = { stage: 'tool', command: ['update-ca-certificates'] };

  it('where the file is new', async () => {
    const settings = distribution({ file: undefined, bundle: text(A, B), proposed: text(C) });
    expect(await plan(settings)).toMatchObject({ outcome: 'rotate', hooks: [tool], anchorsBefore: 0 });
  });

  it('where all is as it should be', async () => {
    const settings = distribution({ file: text(C), bundle: text(A, B, C), proposed: text(C) });
    expect(await plan(settings)).toMatchObject({ outcome: 'unchanged', hooks: [] });
  });

  it('where the file is as it should be and the tool has not run', async () => {
    const settings = distribution({ file: text(C), bundle: text(A, B), proposed: text(C) });
    expect(await plan(settings)).toMatchObject({ outcome: 'rotate', hooks: [tool] });
  });

  it('where the bundle would not be as it is asked for', async () => {
    const settings = distribution(
      { file: text(C), bundle: text(A, B, C), proposed: text(C, authority('Root D')) },
      { gate: { minAnchors: 100 } },
    );
    expect((await plan(settings)).reasons).toEqual([
      expect.stringMatching(
        /ca-certificates.crt, as update-ca-certificates would make it: it holds 4 anchors, fewer than 100/,
      ),
    ]);
  });

  it('where there is no bundle yet', async () => {
    const settings = distribution({ file: undefined, bundle: undefined, proposed: text(C) });
    expect(await plan(settings)).toMatchObject({
      outcome: 'rotate',
      notes: expect.arrayContaining([expect.stringContaining('is judged only when it has run')]),
    });
  });
});
