import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/rotation/gate/judge.ts';
import { createCertificate, type GeneratedCertificate } from '../../support/certificate-factory.ts';
import { authority, server } from '../../support/pki.ts';
import { contentOf, rotationSettings } from '../../support/rotation-settings.ts';

/** 2026-01-01. */
const NOW = 1_767_225_600;
const DAY = 86_400;

const root = authority('Root');
const issuing = authority('Issuing', { issuer: root });
const lower = authority('Lower', { issuer: issuing });
const leaf = server({ issuer: issuing });

function judged(
  current: readonly GeneratedCertificate[] | undefined,
  proposed: readonly GeneratedCertificate[],
  pinned: readonly string[] = [],
) {
  const text = current?.map(({ pem }) => pem).join('');
  return judge({
    settings: rotationSettings({ kind: 'chain', gate: { pinned } }),
    current: text === undefined ? undefined : Buffer.from(text),
    proposed: contentOf(...proposed),
    now: NOW,
    // A chain has no canaries.
    verifyChain: () => {
      throw new Error('asked of a chain');
    },
  });
}
const reasons = async (...parameters: Parameters<typeof judged>) => (await judged(...parameters)).reasons;
const notes = async (...parameters: Parameters<typeof judged>) => (await judged(...parameters)).notes;

describe('a chain that no client could use is refused', () => {
  it('without a certificate of a server', async () => {
    expect(await reasons([leaf], [issuing, root])).toEqual([
      'it holds only CAs, and no certificate of a server: CN=Issuing comes first',
    ]);
  });

  it('with the certificate of the server behind', async () => {
    expect(await reasons([leaf], [issuing, leaf])).toEqual([
      "it begins with the CA CN=Issuing: the server's own certificate, CN=www.example.com, has to come first",
    ]);
  });

  it('out of order', async () => {
    const low = server({ issuer: lower });
    expect(await reasons([leaf], [low, issuing, lower])).toEqual([
      "certificate 2, CN=Issuing, did not sign the one before it, CN=www.example.com: a chain goes from the server's certificate upwards, each signed by the next",
      "certificate 3, CN=Lower, did not sign the one before it, CN=Issuing: a chain goes from the server's certificate upwards, each signed by the next",
    ]);
    expect(await reasons([leaf], [low, lower, issuing])).toEqual([]);
    expect(await reasons([leaf], [low, lower, issuing, root])).toEqual([]);
  });

  it('with an intermediate of the same name and another key', async () => {
    const twin = authority('Issuing', { issuer: root });
    expect(await reasons([leaf], [leaf, twin])).toHaveLength(1);
  });

  it('with two certificates of servers', async () => {
    expect(await reasons([leaf], [leaf, server({ issuer: issuing, subject: 'other' })])).toEqual([
      'certificate 2, CN=other, is no CA, and signs nothing',
    ]);
  });

  it('that has expired, or is not valid yet', async () => {
    expect(await reasons([leaf], [server({ issuer: issuing, notAfter: NOW - DAY }), issuing])).toEqual([
      'the certificate CN=www.example.com expired on 2025-12-31',
    ]);
    expect(await reasons([leaf], [server({ issuer: issuing, notBefore: NOW + 9 * DAY }), issuing])).toEqual([
      'the certificate CN=www.example.com is not valid until 2026-01-10 (in 9 days)',
    ]);
  });

  it('with an intermediate that has expired', async () => {
    const old = authority('Issuing', { issuer: root, key: issuing.key, notAfter: NOW - DAY });
    expect(await reasons([leaf], [leaf, old])).toEqual(['certificate 2, CN=Issuing expired on 2025-12-31']);
  });

  it('without what is pinned', async () => {
    const pin = createHash('sha256').update(issuing.der).digest('hex');
    expect(await reasons([leaf, issuing], [leaf], [pin])).toEqual([
      `it would lose the pinned certificate CN=Issuing (${pin})`,
    ]);
    expect(await reasons([leaf, issuing], [leaf, issuing], [pin])).toEqual([]);
  });
});

describe('what is another chain and can be used is told', () => {
  it('not at all where nothing of it matters to anybody', async () => {
    const renewed = server({ issuer: issuing, key: leaf.key });
    expect(await judged([leaf, issuing], [renewed, issuing])).toMatchObject({ accepted: true, notes: [] });
  });

  it('names that it is no longer for', async () => {
    const sans = ['DNS:a.example.com', 'DNS:B.example.com', 'IP:192.0.2.1', 'DNS:c.d.example.com'];
    const before = server({ issuer: issuing, sans });
    const after = server({ issuer: issuing, key: before.key, sans: ['DNS:*.Example.com'] });
    expect(await judged([before, issuing], [after, issuing])).toMatchObject({
      accepted: true,
      notes: ['the new certificate is no longer for IP:192.0.2.1, DNS:c.d.example.com'],
    });
  });

  it('another key, and an earlier end', async () => {
    const sooner = server({ issuer: issuing, notAfter: NOW + DAY });
    expect(await notes([leaf, issuing], [sooner, issuing])).toEqual([
      'the new certificate expires on 2026-01-02, sooner than the one that is there now (2035-01-01)',
      'the new certificate is for another key: that key has to be in place as well',
    ]);
  });

  it('a root that nobody needs, and an intermediate that somebody does', async () => {
    expect(await notes([leaf], [leaf, issuing, root])).toEqual([
      'it ends with the root CN=Root, which nobody needs to be sent',
    ]);
    expect(await notes([leaf], [leaf])).toEqual([
      'it has no intermediate: clients that do not have the issuer themselves cannot build the chain',
    ]);
    const own = createCertificate({ subject: 'own', sans: ['DNS:own'] });
    expect(await notes([own], [own])).toEqual([]);
  });

  it('also where there is no chain yet, or none that can be compared', async () => {
    expect(await judged(undefined, [leaf, issuing])).toMatchObject({ accepted: true, anchorsBefore: 0 });
    expect(await judged([issuing], [leaf, issuing])).toMatchObject({ accepted: true, notes: [] });
  });
});

it('what counts anchors is not asked of a chain', async () => {
  const verdict = await judge({
    settings: rotationSettings({
      kind: 'chain',
      gate: { minAnchors: 100, minShare: 1, maxExpired: 0, canaries: ['/nowhere'] },
    }),
    current: Buffer.from(leaf.pem + issuing.pem + root.pem),
    proposed: contentOf(leaf),
    now: NOW,
    verifyChain: () => 'never',
  });
  expect(verdict.accepted).toBe(true);
});
