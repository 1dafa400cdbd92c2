import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/app/rotating/verify-chain.ts';
import type { GateSettings } from '../../../src/model/rotation.ts';
import { parseContent } from '../../../src/rotation/content/parse-content.ts';
import { judge } from '../../../src/rotation/gate/judge.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { createCertificate, type GeneratedCertificate, toPem } from '../../support/certificate-factory.ts';
import fc from '../../support/fast-check.ts';
import { authority, server } from '../../support/pki.ts';
import { contentOf, rotationSettings } from '../../support/rotation-settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** 2026-01-01: inside of what the factory's certificates are valid for. */
const NOW = 1_767_225_600;
const DAY = 86_400;

const roots = Array.from({ length: 10 }, (_, index) => authority(`Root ${index}`));
const [A, B, C] = roots as [GeneratedCertificate, GeneratedCertificate, GeneratedCertificate];
const expired = Array.from({ length: 3 }, (_, index) => authority(`Old ${index}`, { notAfter: NOW - DAY }));
const pem = (certificates: readonly { pem: string }[]) => certificates.map((each) => each.pem).join('');
const fingerprint = ({ der }: GeneratedCertificate) => createHash('sha256').update(der).digest('hex');

/** What the gate says of anchors in the place of others. */
function judged(
  current: string | readonly GeneratedCertificate[] | undefined,
  proposed: readonly GeneratedCertificate[],
  gate: Partial<GateSettings> = {},
) {
  const text = typeof current === 'object' ? pem(current) : current;
  return judge({
    settings: rotationSettings({ gate }),
    current: text === undefined ? undefined : Buffer.from(text),
    proposed: contentOf(...proposed),
    now: NOW,
    verifyChain,
  });
}
const reasons = async (...parameters: Parameters<typeof judged>) => (await judged(...parameters)).reasons;

describe('too few anchors are refused', () => {
  it('fewer than the floor', async () => {
    expect(await reasons([A, B], [A, B], { minAnchors: 3 })).toEqual([
      'it holds 2 anchors, fewer than 3 (min_anchors)',
    ]);
    expect(await reasons([A, B], [A, B, C], { minAnchors: 3 })).toEqual([]);
  });

  it('fewer than the share of those that are there', async () => {
    expect(await reasons(roots, roots.slice(2))).toEqual([
      'it holds 8 anchors where 10 are now, less than the share of 0.9 that has to stay (min_share)',
    ]);
    expect(await reasons(roots, roots.slice(1))).toEqual([]);
    expect(await reasons(roots, [A], { minShare: 0 })).toEqual([]);
    expect(await reasons(roots, roots.slice(1), { minShare: 1 })).toHaveLength(1);
  });

  it('by number: as many others are no loss, and duplicates count once', async () => {
    expect(await reasons([A], [B])).toEqual([]);
    expect(await reasons([A, A, A, B], [A, B])).toEqual([]);
    expect(await reasons([A, B], [A, A, A])).toHaveLength(1);
  });
});

describe('a pinned anchor', () => {
  it('may not be lost', async () => {
    const pinned = [fingerprint(A)];
    expect(await reasons([A, B], [B, C], { pinned })).toEqual([
      `it would lose the pinned certificate CN=Root 0 (${pinned[0]})`,
    ]);
    expect(await reasons([A, B], [A, C], { pinned })).toEqual([]);
  });

  it('has to come where it is not there yet', async () => {
    const pinned = [fingerprint(C), '0'.repeat(64)];
    expect(await reasons([A, B], [A, B], { pinned })).toEqual([
      `it lacks the pinned certificate ${pinned[0]}, which is not there now either`,
      `it lacks the pinned certificate ${pinned[1]}, which is not there now either`,
    ]);
  });
});

describe('expired anchors', () => {
  it('may be so many and no more', async () => {
    expect(await reasons([A], [A, ...expired], { maxExpired: 3 })).toEqual([]);
    expect(await reasons([A], [A, ...expired], { maxExpired: 2 })).toEqual([
      'it holds 3 expired anchors, more than 2 (max_expired): CN=Old 0; CN=Old 1; CN=Old 2',
    ]);
  });

  it('may not be all there is, and neither may those that are not valid yet', async () => {
    const told = 'it holds no anchor that is valid now, so that nobody would be trusted';
    const future = authority('Future', { notBefore: NOW + DAY });
    expect(await reasons([A], expired)).toEqual([told]);
    expect(await reasons([A], [future])).toEqual([told]);
    const verdict = await judged([A], [A, future, ...expired]);
    expect(verdict.accepted).toBe(true);
    expect(verdict.notes).toEqual([
      '3 anchors expired: CN=Old 0; CN=Old 1; CN=Old 2',
      '1 anchor not valid yet: CN=Future',
    ]);
  });
});

describe('what is no anchor is refused', () => {
  it('a certificate of a server', async () => {
    const leaf = server({ issuer: A });
    expect(await reasons([A], [A, leaf])).toEqual([
      'it holds 1 certificate that is no CA, to which no chain can lead: CN=www.example.com',
    ]);
    const many = Array.from({ length: 5 }, (_, index) => server({ issuer: A, subject: `host-${index}` }));
    expect(await reasons([A], [A, ...many])).toEqual([
      'it holds 5 certificates that are no CAs, to which no chain can lead: CN=host-0; CN=host-1; CN=host-2 and 2 more',
    ]);
  });

  it('a root in which one bit has changed', async () => {
    const der = Buffer.from(A.der);
    der[der.length - 3] = (der[der.length - 3] as number) ^ 1;
    const damaged = { ...A, der, pem: toPem(der) };
    expect(await reasons([A, B], [damaged, B])).toEqual([
      'it holds 1 root whose signature is not by its own key, because of damage or forgery: CN=Root 0',
    ]);
  });

  it('but a key that is vouched for by the one before it is no forgery', async () => {
    const renewed = authority('Root 0', { issuer: A });
    expect(await reasons([A], [A, renewed])).toEqual([]);
    expect(await reasons([A], [renewed])).toEqual([]);
  });

  it('with a subject of any length, which is cut', async () => {
    const long = createCertificate({ subject: 'x'.repeat(20_000), isAuthority: true });
    const verdict = await judged([A], [A, long], { maxExpired: 0 });
    expect(verdict.added[0]?.subject).toBe(`CN=${'x'.repeat(196)}…`);
  });

  it('but a root of version 1 is one, and so is an intermediate, with a word', async () => {
    const old = createCertificate({ subject: 'Version 1', version: 1 });
    const intermediate = authority('Issuing', { issuer: A });
    const mute = authority('Mute', { keyUsage: ['digitalSignature'] });
    const verdict = await judged([A], [A, old, intermediate, mute]);
    expect(verdict.reasons).toEqual([]);
    expect(verdict.notes).toEqual([
      '1 anchor signed by another authority, where OpenSSL ends no chain unless it is allowed partial ones: CN=Issuing',
      '1 anchor whose keyUsage does not allow to sign certificates: CN=Mute',
    ]);
  });
});

describe('a canary', () => {
  const intermediate = authority('Issuing', { issuer: A });
  const leaf = server({ issuer: intermediate });

  function canary(...chain: readonly GeneratedCertificate[]): string {
    const path = join(temporaryFolder(), 'canary.pem');
    writeFileSync(path, pem(chain));
    return path;
  }

  it('that verifies is no obstacle', async () => {
    expect(await reasons([A, B], [A, C], { canaries: [canary(leaf, intermediate)] })).toEqual([]);
    expect(await reasons(undefined, [A], { canaries: [canary(leaf, intermediate)] })).toEqual([]);
  });

  it('that no longer would is one, with the reason', async () => {
    const path = canary(leaf, intermediate);
    expect(await reasons([A, B], [B, C], { canaries: [path] })).toEqual([
      `the canary ${path}, which verifies against what is there now, no longer would: The chain ends at the issuer CN=Root 0, which is neither served nor in the new anchors`,
    ]);
  });

  it('that does not verify anyhow is one as well, with what to do', async () => {
    const old = canary(server({ issuer: intermediate, notAfter: NOW - DAY }), intermediate);
    const [told] = await reasons([A], [A, B], { canaries: [old] });
    expect(told).toMatch(/does not verify, and does not against what is there now either: .*expired/);
    expect(told).toMatch(/; store a chain that is in use$/);
    const strange = canary(leaf, intermediate);
    expect(await reasons(undefined, [B], { canaries: [strange] })).toEqual([
      `the canary ${strange} does not verify: The chain ends at the issuer CN=Root 0, which is neither served nor in the new anchors`,
    ]);
  });

  it('of another authority of the same name does not verify', async () => {
    const twin = authority('Root 0');
    const [told] = await reasons([A], [twin], { canaries: [canary(leaf, intermediate)] });
    expect(told).toContain('has another key');
  });

  it('that lacks its intermediate does not verify', async () => {
    expect(await reasons([A], [A, B], { canaries: [canary(leaf)] })).toHaveLength(1);
  });

  it('that cannot be read, is damaged, is huge or is no file', async () => {
    const damaged = canary(leaf);
    writeFileSync(damaged, leaf.pem.slice(0, -30));
    const huge = canary(leaf);
    writeFileSync(huge, Buffer.alloc(2 * 1024 * 1024));
    const key = canary(leaf);
    writeFileSync(key, leaf.pem + leaf.privateKeyPem);
    expect(await reasons([A], [A], { canaries: ['/nowhere', damaged, huge, '/dev/zero', key] })).toEqual([
      'the canary /nowhere does not exist',
      `the canary ${damaged} is damaged: the block at byte 0 has no END line`,
      `the canary ${huge} has more than 1048576 bytes`,
      'the canary /dev/zero is a device, not a file',
      expect.stringMatching(/^the canary .* holds a private key at byte \d+/),
    ]);
  });
});

it('tells all that is wrong at once', async () => {
  const verdict = await judged(roots, [...expired], {
    minAnchors: 5,
    pinned: [fingerprint(A)],
    maxExpired: 0,
    canaries: ['/nowhere'],
  });
  expect(verdict.accepted).toBe(false);
  expect(verdict.reasons).toHaveLength(6);
});

describe('what is there now', () => {
  it('is compared, certificate by certificate', async () => {
    const verdict = await judged(`# comment\n${A.pem}${B.pem}`, [B, C]);
    expect(verdict).toEqual({
      accepted: true,
      reasons: [],
      notes: [],
      added: [{ subject: 'CN=Root 2', fingerprintSha256: fingerprint(C) }],
      removed: [{ subject: 'CN=Root 0', fingerprintSha256: fingerprint(A) }],
      anchorsBefore: 2,
      anchorsAfter: 2,
      sha256Before: createHash('sha256').update(`# comment\n${A.pem}${B.pem}`).digest('hex'),
    });
  });

  it('may be nothing: then there is no share to keep', async () => {
    const verdict = await judged(undefined, [A]);
    expect(verdict).toMatchObject({ accepted: true, anchorsBefore: 0, anchorsAfter: 1, removed: [] });
    expect(verdict.sha256Before).toBeUndefined();
    expect(verdict.notes).toEqual([
      'there is no file at the target yet, so that there is nothing to compare with',
    ]);
    expect(await reasons(undefined, [A], { minAnchors: 2 })).toHaveLength(1);
  });

  it('may be empty', async () => {
    const verdict = await judged('', [A]);
    expect(verdict).toMatchObject({ accepted: true, anchorsBefore: 0 });
    expect(verdict.sha256Before).toBe(createHash('sha256').update('').digest('hex'));
    expect(verdict.notes).toEqual([
      'what is at the target now is empty; nothing can be read out of it, so that there is nothing to compare with',
    ]);
  });

  it('may be damaged: then what can still be read out of it counts', async () => {
    const damaged = pem(roots).replace(/^MII/m, 'M!I');
    const verdict = await judged(damaged, roots);
    expect(verdict).toMatchObject({ accepted: true, anchorsBefore: 9, anchorsAfter: 10 });
    expect(verdict.added).toHaveLength(1);
    expect(verdict.notes[0]).toMatch(
      /^what is at the target now is damaged: the block at byte 0 .* Base64; it is compared by the 9 certificates that can still be read out of it$/,
    );
    // Its damage is no excuse for less than what can be read.
    expect(await reasons(damaged, [A])).toHaveLength(1);
  });

  it('may be glued, truncated or TRUSTED: each certificate in it counts', async () => {
    const glued = A.pem.trimEnd() + B.pem;
    const trusted = A.pem + toPem(B.der, 'TRUSTED CERTIFICATE');
    const truncated = pem([A, B, C]).slice(0, -40);
    for (const current of [glued, trusted, truncated])
      expect(await judged(current, [A, B])).toMatchObject({ accepted: true, anchorsBefore: 2, added: [] });
  });

  it.each<[string, string | Buffer]>([
    ['a key beside it', A.pem + A.privateKeyPem],
    ['a keystore', Buffer.from('feedfeed00000002', 'hex')],
    ['a key in DER', A.key.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ])('is not hashed where it is or has %s', async (_, current) => {
    const verdict = await judge({
      settings: rotationSettings(),
      current: Buffer.from(current),
      proposed: contentOf(A),
      now: NOW,
      verifyChain,
    });
    expect(verdict.sha256Before).toBeUndefined();
    expect(JSON.stringify(verdict)).not.toContain(A.privateKeyPem.split('\n')[1]);
  });
});

it('of a file in the folder of a tool only what any anchors have to be, and the share, is asked', async () => {
  const target = {
    type: 'distribution',
    tool: 'update-ca-certificates',
    path: '/usr/local/share/ca-certificates/corp.crt',
    bundle: '/etc/ssl/certs/ca-certificates.crt',
  } as const;
  const gate = { minAnchors: 100, pinned: ['0'.repeat(64)], maxExpired: 0, canaries: ['/nowhere'] };
  const ask = (current: readonly GeneratedCertificate[], proposed: readonly GeneratedCertificate[]) =>
    judge({
      settings: rotationSettings({ target, gate }),
      current: Buffer.from(pem(current)),
      proposed: contentOf(...proposed),
      now: NOW,
      verifyChain,
    });
  expect(await ask([A, B], [A, B, ...expired])).toMatchObject({ accepted: true });
  expect((await ask([A, B], [A])).reasons[0]).toContain('min_share');
  expect((await ask([A, B], [A, B, server()])).reasons[0]).toContain('no CA');
  expect((await ask([A], expired)).reasons[0]).toContain('valid now');
});

it('a canary that may not be read is named', async () => {
  const path = join(temporaryFolder(), 'canary.pem');
  writeFileSync(path, A.pem);
  chmodSync(path, 0);
  const told = await asNobody(() => reasons([A], [A], { canaries: [path] }));
  expect(told).toEqual([`the canary ${path} may not be read by this user (EACCES)`]);
});

it('for any bundles it accepts just what its settings say, and tells just what changes', async () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      some,
      some,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 9 }),
      async (before, after, minAnchors, percent, pin) => {
        const of = (indices: readonly number[]) =>
          indices.map((index) => roots[index] as GeneratedCertificate);
        const pinned = [fingerprint(of([pin])[0] as GeneratedCertificate)];
        const verdict = await judged(of(before), of(after), { minAnchors, minShare: percent / 100, pinned });
        expect(verdict.accepted).toBe(
          after.length >= minAnchors && after.length * 100 >= before.length * percent && after.includes(pin),
        );
        const names = (indices: readonly number[]) => indices.map((index) => `CN=Root ${index}`);
        const subjects = (anchors: readonly { subject: string }[]) => anchors.map(({ subject }) => subject);
        expect(subjects(verdict.added)).toEqual(names(after.filter((index) => !before.includes(index))));
        expect(subjects(verdict.removed)).toEqual(names(before.filter((index) => !after.includes(index))));
      },
    ),
  );
});

it('the roots that Node.js ships are accepted, every one, and lose nothing against themselves', async () => {
  const bundle = rootCertificates.join('\n');
  const proposed = parseContent(Buffer.from(bundle));
  if ('refused' in proposed) throw new Error(proposed.refused);
  const current = Buffer.from(bundle);
  const settings = rotationSettings({ gate: { minAnchors: 100, minShare: 1 } });
  const verdict = await judge({ settings, current, proposed, now: NOW, verifyChain });
  expect(verdict).toMatchObject({ accepted: true, reasons: [], added: [], removed: [] });
  expect(verdict.anchorsAfter).toBe(rootCertificates.length);
});
