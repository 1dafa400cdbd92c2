import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/app/rotating/verify-chain.ts';
import type { GateSettings } from '../../../src/model/rotation.ts';
import { judgeBundle, lacksContent } from '../../../src/rotation/gate/judge-bundle.ts';
import { type GeneratedCertificate, toPem } from '../../support/certificate-factory.ts';
import { authority, server } from '../../support/pki.ts';
import { contentOf, rotationSettings } from '../../support/rotation-settings.ts';

/** 2026-01-01. */
const NOW = 1_767_225_600;

const distributed = Array.from({ length: 10 }, (_, index) => authority(`Distributed ${index}`));
const own = authority('Corp Root');
const old = authority('Corp Root of before');
const text = (...certificates: readonly GeneratedCertificate[]) =>
  certificates.map(({ pem }) => pem).join('');

const TARGET = {
  type: 'distribution',
  tool: 'update-ca-certificates',
  path: '/usr/local/share/ca-certificates/corp.crt',
  bundle: '/etc/ssl/certs/ca-certificates.crt',
} as const;

function judged(before: string | undefined, after: string | undefined, gate: Partial<GateSettings> = {}) {
  return judgeBundle({
    settings: rotationSettings({ target: TARGET, gate }),
    before: before === undefined ? undefined : Buffer.from(before),
    after: after === undefined ? undefined : Buffer.from(after),
    content: contentOf(own),
    now: NOW,
    verifyChain,
  });
}
const reasons = async (...parameters: Parameters<typeof judged>) => (await judged(...parameters)).reasons;
const before = text(...distributed, old);

describe('the bundle that a tool has made is refused', () => {
  it('where it is gone, empty or damaged', async () => {
    expect(await reasons(before, undefined)).toEqual(['the bundle is not there']);
    expect(await reasons(before, '')).toEqual(['the bundle is empty']);
    expect(await reasons(before, text(...distributed, own).slice(0, -30))).toEqual([
      expect.stringMatching(/^the bundle is damaged: the block at byte \d+ has no END line$/),
    ]);
    const glued = text(...distributed).trimEnd() + own.pem;
    expect(await reasons(before, glued)).toEqual([expect.stringContaining('does not stand at the start')]);
  });

  it('where it is in a form that only OpenSSL reads', async () => {
    expect(await reasons(before, toPem(own.der, 'TRUSTED CERTIFICATE'))).toEqual([
      expect.stringContaining('TRUSTED CERTIFICATE, which only OpenSSL reads'),
    ]);
  });

  it('where the new content has not arrived', async () => {
    expect(await reasons(before, before)).toEqual([
      'the tool left out CN=Corp Root: look at what it prints and at its list of those to leave out',
    ]);
  });

  it('where it has shrunk, and where it is not as it is asked for', async () => {
    expect(await reasons(before, text(...distributed.slice(2), own))).toEqual([
      expect.stringContaining('it holds 9 anchors where 11 are now'),
    ]);
    const pinned = [
      createHash('sha256')
        .update(distributed[0]?.der ?? '')
        .digest('hex'),
    ];
    expect(await reasons(undefined, text(own), { minAnchors: 5, pinned, canaries: ['/nowhere'] })).toEqual([
      'it holds 1 anchor, fewer than 5 (min_anchors)',
      `it lacks the pinned certificate ${pinned[0]}, which is not there now either`,
      'the canary /nowhere does not exist',
    ]);
  });

  it('where nothing in it is valid now', async () => {
    const gone = authority('Gone', { notAfter: NOW - 1 });
    const verdict = await judgeBundle({
      settings: rotationSettings(),
      before: undefined,
      after: Buffer.from(gone.pem),
      content: contentOf(gone),
      now: NOW,
      verifyChain,
    });
    expect(verdict.reasons).toEqual([
      'it holds no anchor that is valid now, so that nobody would be trusted',
    ]);
  });
});

describe('the bundle that a tool has made is accepted', () => {
  it('with its comments, and says what has changed', async () => {
    const verdict = await judged(before, `# Distributed\n${text(...distributed)}\n# ours\n${text(own, own)}`);
    expect(verdict).toMatchObject({
      accepted: true,
      reasons: [],
      notes: [],
      added: [{ subject: 'CN=Corp Root' }],
      removed: [{ subject: 'CN=Corp Root of before' }],
      anchorsBefore: 11,
      anchorsAfter: 11,
    });
  });

  it('where the distribution put something strange in it: that is told', async () => {
    const verdict = await judged(before, text(...distributed, own, server({ issuer: own })));
    expect(verdict).toMatchObject({
      accepted: true,
      notes: [expect.stringContaining('1 certificate that is no CA')],
    });
  });

  it('where there was none before, or a damaged one', async () => {
    expect(await judged(undefined, text(own))).toMatchObject({
      accepted: true,
      anchorsBefore: 0,
      notes: [`there is no file at ${TARGET.bundle} yet, so that there is nothing to compare with`],
    });
    expect(await judged(before.slice(0, -30), text(...distributed, own))).toMatchObject({
      accepted: true,
      anchorsBefore: 10,
      notes: [expect.stringContaining(`what is at ${TARGET.bundle} now is damaged`)],
    });
  });
});

it('tells whether a tool still has something to do', () => {
  const content = contentOf(own, old);
  expect(lacksContent(undefined, content)).toBe(true);
  expect(lacksContent(Buffer.from(text(...distributed, own)), content)).toBe(true);
  expect(lacksContent(Buffer.from(text(...distributed, own, old)), content)).toBe(false);
});
