import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ChainVerifier } from '../../../src/handshake/verify/chain-verifier.ts';
import { PathCertificate } from '../../../src/handshake/verify/path-certificate.ts';
import { SIGNATURE_UNITS } from '../../../src/handshake/verify/signature-checks.ts';
import type { Verdict } from '../../../src/handshake/verify/verdict.ts';
import { extension } from '../../support/certificate-factory.ts';
import { newKey, sharedKey } from '../../support/certificate-keys.ts';
import { crossSigned, NOW } from '../../support/chain-faults.ts';
import {
  bitString,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from '../../support/der-writer.ts';
import fc from '../../support/fast-check.ts';
import { type JudgedChain, trusting, verdictOn } from '../../support/judged-chain.ts';
import { authority, server, subtree } from '../../support/pki.ts';

/** Without key identifiers nothing but a signature tells which of several namesakes is the issuer. */
const PLAIN = { identifiers: false };

/** What a P-256 signature counts. */
const P256_UNITS = 4;

/** A verdict, and how many signatures were checked for it. */
function counted(chain: JudgedChain): { verdict: Verdict; signatures: number } {
  const spy = vi.spyOn(PathCertificate.prototype, 'isSignedBy');
  try {
    return { verdict: verdictOn(chain), signatures: spy.mock.calls.length };
  } finally {
    spy.mockRestore();
  }
}

describe('a leaf that carries another certificate in PEM', () => {
  const root = authority('Root', PLAIN);
  const genuine = server({ issuer: root, ...PLAIN });
  const carried = extension('1.2.3.4', octetString(Buffer.from(`\n${genuine.pem}`)));

  it('is not signed for that one', () => {
    const impostor = authority('Root', PLAIN);
    const forged = server({ issuer: impostor, extensions: [carried], ...PLAIN });
    const verdict = verdictOn({ served: [forged], anchors: [root] });
    expect([verdict.chainVerified, verdict.failure?.reason]).toEqual([false, expect.any(String)]);
  });

  it('is judged by its own signature', () => {
    const odd = server({ issuer: root, extensions: [carried], ...PLAIN });
    expect(verdictOn({ served: [odd], anchors: [root] }).chainVerified).toBe(true);
  });
});

describe('the work is bounded for', () => {
  const root = authority('Root', PLAIN);
  const namesakes = Array.from({ length: 500 }, () => authority('Same', { issuer: root, ...PLAIN }));
  const [first] = namesakes;
  const leaf = server({ ...(first === undefined ? {} : { issuer: first }), ...PLAIN });
  const others = namesakes.slice(1);
  const most = SIGNATURE_UNITS / P256_UNITS;

  it('500 served certificates of one name', () => {
    const { verdict, signatures } = counted({ served: [leaf, ...others], anchors: [root] });
    expect(signatures).toBeLessThanOrEqual(most);
    expect(verdict.chainVerified).toBe(false);
  });

  it('500 configured intermediates of one name', () => {
    const { verdict, signatures } = counted({ served: [leaf], anchors: [root], intermediates: others });
    expect(signatures).toBeLessThanOrEqual(most);
    expect(verdict.failure?.reason).toBe('invalid_chain');
  });

  it('500 anchors of one name', () => {
    const { signatures } = counted({ served: [leaf], anchors: others });
    expect(signatures).toBeLessThanOrEqual(most);
  });

  it('authorities that all have signed each other', () => {
    const circle = Array.from({ length: 8 }, (_, index) => authority(`Authority ${index}`, PLAIN));
    const crossed = circle.flatMap((subject) =>
      circle
        .filter((issuer) => issuer !== subject)
        .map((issuer) => crossSigned(subject, { issuer, ...PLAIN })),
    );
    const [start, end] = [circle[0], circle[7]].map((each) => each ?? root) as [typeof root, typeof root];
    const served = [server({ issuer: start, ...PLAIN }), ...crossed];
    const { verdict, signatures } = counted({ served, anchors: [end] });
    expect(signatures).toBeLessThanOrEqual(most);
    expect(verdict.chainVerified).toBe(true);
    expect(verdictOn({ served, anchors: [root] }).failure?.reason).toBe('invalid_chain');
  });

  it('a ring of authorities of one name', () => {
    const ring = Array.from({ length: 60 }, () => authority('Ring', PLAIN));
    const crossed = ring.map((subject, index) =>
      crossSigned(subject, { issuer: ring[(index + 1) % 60] ?? subject, ...PLAIN }),
    );
    const issuer = ring[0] ?? root;
    const { signatures } = counted({ served: [server({ issuer, ...PLAIN }), ...crossed], anchors: [root] });
    expect(signatures).toBeLessThanOrEqual(most);
  });

  it('RSA keys of 16,384 bits, and such exponents', () => {
    const huge = (exponent: Buffer) => {
      const modulus = randomBytes(2048);
      modulus[0] = 0x80;
      modulus[2047] = 1;
      const numbers = sequence(element(0x02, Buffer.of(0), modulus), element(0x02, Buffer.of(0), exponent));
      const rsa = sequence(objectIdentifier('1.2.840.113549.1.1.1'), Buffer.of(0x05, 0x00));
      const key = { ...sharedKey('rsa-2048'), publicKeyInfo: sequence(rsa, bitString(numbers)) };
      return authority('Huge', { issuer: root, ...PLAIN, key });
    };
    const usual = Array.from({ length: 15 }, () => huge(Buffer.of(1, 0, 1)));
    const issued = server({ ...(usual[0] === undefined ? {} : { issuer: usual[0] }), ...PLAIN });
    expect(counted({ served: [issued, ...usual], anchors: [root] }).signatures).toBeLessThanOrEqual(
      SIGNATURE_UNITS / 64,
    );
    const slow = huge(Buffer.concat([Buffer.of(0x80), randomBytes(2046), Buffer.of(1)]));
    expect(counted({ served: [issued, slow], anchors: [root] }).signatures).toBe(0);
  });

  it('a chain of a thousand', () => {
    const key = newKey('ec-p256');
    const served = [server({ issuer: root, ...PLAIN })];
    for (let index = 0; index < 1000; index++)
      served.push(authority(`A${index}`, { key, signed: false, ...PLAIN }));
    expect(counted({ served, anchors: [root] }).verdict.chainFindings).toEqual(['superfluous']);
  });

  it('names times name constraints', () => {
    const bases = Array.from({ length: 3000 }, (_, index) => subtree.dns(`a${index}.example.org`));
    const constrained = authority('Constrained', { issuer: root, excluded: bases });
    const sans = Array.from({ length: 1000 }, (_, index) => `DNS:b${index}.example.com`);
    const { verdict } = counted({
      served: [server({ issuer: constrained, sans }), constrained],
      anchors: [root],
    });
    expect(verdict.failure?.detail).toContain('too many names and name constraints');
  });
});

describe('never throws', () => {
  const root = authority('Root');
  const issuing = authority('Issuing', { issuer: root, permitted: [subtree.dns('example.com')] });
  const leaf = server({ issuer: issuing });
  const verifier = new ChainVerifier({ mostChains: 1 });
  const trust = trusting(root);
  const judge = (served: readonly Uint8Array[]): Verdict =>
    verifier.verdict({ served, expectedName: 'www.example.com', trust, now: NOW });

  it('at any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (served) => {
        expect(judge(served).chainVerified).toBe(false);
      }),
    );
  });

  it('at certificates with one octet changed, and none of them is a better one', () => {
    const bad = (der: Buffer, at: number, octet: number): Buffer => {
      const changed = Buffer.from(der);
      changed[at % der.length] = octet;
      return changed;
    };
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.boolean(), (at, octet, isLeaf) => {
        const victim = isLeaf ? leaf.der : issuing.der;
        const changed = bad(victim, at, octet);
        const verdict = judge(isLeaf ? [changed, issuing.der] : [leaf.der, changed]);
        expect(verdict.chainVerified).toBe(changed.equals(victim));
      }),
      { numRuns: 1000 },
    );
  });

  it('at keys that are none', () => {
    const rubbish = {
      ...newKey('ec-p256'),
      publicKeyInfo: sequence(
        sequence(objectIdentifier('1.2.840.10045.2.1'), integer(1)),
        bitString(Buffer.of(1)),
      ),
    };
    const nobody = authority('Nobody', { issuer: root, key: rubbish });
    expect(judge([server({ issuer: nobody }).der, nobody.der]).failure?.reason).toBe('invalid_chain');
  });
});
