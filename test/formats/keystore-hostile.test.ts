import { describe, expect, it, vi } from 'vitest';
import type { Keystore } from '../../src/formats/keystore.ts';
import { keystoreContainer } from '../../src/formats/keystore-container.ts';
import { openKeystore } from '../../src/formats/open-keystore.ts';
import { Passphrase } from '../../src/formats/passphrase.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { element, integer, objectIdentifier, octetString, sequence } from '../support/der-writer.ts';
import fc from '../support/fast-check.ts';
import { javaKeystore, opensslKeystore, PASSPHRASE, writeKeystoreInput } from '../support/keystores.ts';
import {
  bag,
  certificateBag,
  encryptedContent,
  macData,
  pbes2,
  pfx,
  plainContent,
} from '../support/pfx-writer.ts';
import { programMissing } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Tools in Java take seconds to start, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

const { der, privateKeyPem } = createCertificate();
const secret = new Passphrase(PASSPHRASE);
const usual = new Passphrase('changeit');

/** Opened with the right passphrases, and bounded in work: what is read must not depend on luck. */
const open = (bytes: Buffer): Keystore | undefined =>
  openKeystore(bytes, { passphrases: [secret, usual], isExpected: true, budget: { left: 100_000 } });

const reasons = (bytes: Buffer): string[] | undefined => open(bytes)?.findings.map(({ reason }) => reason);

/** Real keystores of every kind that cost next to nothing to open. */
function samples(): Buffer[] {
  const input = writeKeystoreInput(temporaryFolder());
  const cheap = ['-noiter', '-nomaciter'];
  return [
    opensslKeystore(input, cheap),
    opensslKeystore(input, [...cheap, '-legacy']),
    opensslKeystore(input, [...cheap, '-certpbe', 'NONE']),
    javaKeystore(input, 'JKS'),
    javaKeystore(input, 'JCEKS'),
  ];
}

const toolless = programMissing('openssl') || programMissing('keytool');

describe.skipIf(toolless)('a keystore of a real tool', () => {
  it('that is cut off anywhere says so, and nothing that is not in it is found', () => {
    for (const whole of samples()) {
      const all = open(whole)?.certificates.map((each) => Buffer.from(each.der).toString('hex')) ?? [];
      expect(all.length).toBeGreaterThanOrEqual(2);
      const step = Math.ceil(whole.length / 400);
      for (let length = 8; length < whole.length; length += step) {
        const cut = open(whole.subarray(0, length));
        expect(cut?.findings).not.toEqual([]);
        for (const each of cut?.certificates ?? []) {
          expect(all).toContain(Buffer.from(each.der).toString('hex'));
        }
      }
    }
  });

  it('whose bytes are others never makes its reader throw, nor the reader of its certificates', () => {
    const wholes = samples();
    const reader = new CertificateReader();
    const change = fc.record({
      at: fc.nat(),
      kind: fc.constantFrom('set', 'insert', 'remove', 'lengths'),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: wholes.length - 1 }),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (which, changes) => {
          let bytes = wholes[which] as Buffer;
          for (const { at, kind, bytes: others } of changes)
            bytes = changed(bytes, at % bytes.length, kind, others);
          const keystore = open(bytes);
          if (keystore !== undefined) keystoreContainer(keystore, reader);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function changed(bytes: Buffer, at: number, kind: string, others: Uint8Array): Buffer {
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (kind) {
    case 'insert':
      return Buffer.concat([before, others, after]);
    case 'remove':
      return Buffer.concat([before, after.subarray(others.length)]);
    case 'lengths':
      return Buffer.concat([before, Buffer.of(0x84, 0xff, 0xff, 0xff, 0xff), after.subarray(5)]);
    default:
      return Buffer.concat([before, others, after.subarray(others.length)]);
  }
}

describe('PKCS #12 that lies', () => {
  const named = certificateBag(der, 'web');

  it.each([
    ['two thousand million', 2_000_000_000, 'timeout'],
    ['five million and one', 5_000_001, 'timeout'],
    ['more than numbers hold', 2n ** 200n, 'timeout'],
    ['no', 0, 'malformed_keystore'],
    ['less than no', -1, 'malformed_keystore'],
  ])('asks for %s rounds', (_, count, reason) => {
    const withMac = open(pfx([plainContent([named])], macData({ iterations: count })));
    expect(withMac?.findings.map((each) => each.reason)).toEqual([reason]);
    // What needs no key is read all the same.
    expect(withMac?.certificates).toHaveLength(1);
    const algorithms = [pbes2(count), pkcs12Pbe(6, count), pkcs12Pbe(3, count)];
    for (const algorithm of algorithms) {
      const content = encryptedContent(algorithm, Buffer.alloc(32));
      const opened = open(pfx([content, plainContent([named])]));
      expect(opened?.findings.map((each) => each.reason)).toEqual([reason]);
      expect(opened?.certificates).toHaveLength(1);
    }
  });

  it('costs no more rounds than there are to spend, however many parts ask for some', () => {
    const contents = Array.from({ length: 900 }, () => encryptedContent(pbes2(5_000), Buffer.alloc(32)));
    expect(new Set(reasons(pfx(contents)))).toEqual(new Set(['bad_passphrase', 'timeout']));
  });

  it('nests bags a thousand deep', () => {
    let nested = sequence(named);
    for (let depth = 0; depth < 1000; depth++) nested = sequence(bag(6, nested));
    expect(reasons(pfx([plainContent([bag(6, nested)])]))).toEqual(['malformed_keystore']);
    const shallow = open(pfx([plainContent([bag(6, sequence(bag(6, sequence(named))))])]));
    expect(shallow).toMatchObject({ certificates: [{ name: 'web' }], findings: [] });
  });

  it('cuts octet strings into segments of segments', () => {
    let segment = octetString(Buffer.alloc(1));
    for (let depth = 0; depth < 1000; depth++) segment = element(0x24, segment);
    const data = sequence(objectIdentifier('1.2.840.113549.1.7.1'), element(0xa0, segment));
    expect(reasons(sequence(integer(3), data))).toEqual(['malformed_keystore']);
  });

  it('has a hundred thousand bags and one more, or a thousand contents', () => {
    const many = open(pfx([plainContent(Array.from({ length: 100_001 }, () => bag(1, sequence())))]));
    expect(many?.findings.map(({ reason }) => reason)).toEqual(['too_large']);
    expect(reasons(pfx(Array.from({ length: 1001 }, () => plainContent([]))))).toEqual(['too_large']);
  });

  it.each([
    ['an encryption', encryptedContent(sequence(objectIdentifier('1.2.3.4')), Buffer.alloc(8))],
    ['a content', sequence(objectIdentifier('1.2.840.113549.1.7.3'), element(0xa0, sequence()))],
  ])('has %s that is not read, and says so of that alone', (_, content) => {
    const opened = open(pfx([content, plainContent([named])]));
    expect(opened?.findings.map(({ reason }) => reason)).toEqual(['unsupported_format']);
    expect(opened?.certificates).toHaveLength(1);
  });

  it.each([0, 7, 33])('has %i octets that should be whole blocks', (length) => {
    const content = encryptedContent(pbes2(1), Buffer.alloc(length));
    expect(reasons(pfx([content]))).toEqual(['malformed_keystore']);
  });

  it('keeps what was read before the damage', () => {
    const opened = open(pfx([plainContent([named, Buffer.of(0x30, 0x7f)])]));
    expect(opened).toMatchObject({
      certificates: [{ name: 'web' }],
      findings: [{ reason: 'malformed_keystore' }],
    });
  });

  it('has a key where a certificate should be, and it is not looked at', () => {
    const key = Buffer.from(privateKeyPem.replace(/-----[^-]+-----/g, ''), 'base64');
    const reader = new CertificateReader();
    const keystore = open(pfx([plainContent([certificateBag(key, 'key')])]));
    const container = keystoreContainer(keystore as Keystore, reader);
    expect(container).toMatchObject({ certificates: [], findingCounts: { malformed_certificate: 1 } });
    expect(reader.parsed).toBe(0);
  });
});

/** One of PKCS #12's own encryptions (RFC 7292, C). */
function pkcs12Pbe(number: number, iterations: number | bigint): Buffer {
  const parameters = sequence(octetString(Buffer.alloc(8)), integer(iterations));
  return sequence(objectIdentifier(`1.2.840.113549.1.12.1.${number}`), parameters);
}

describe('a Java keystore that lies', () => {
  const header = (magic: string, entries: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.write(magic, 'hex');
    bytes.writeUInt32BE(2, 4);
    bytes.writeUInt32BE(entries, 8);
    return bytes;
  };

  it.each(['feedfeed', 'cececece'])('claims a million entries, and four thousand million (%s)', (magic) => {
    for (const entries of [1_000_000, 0xff_ff_ff_ff]) {
      expect(reasons(header(magic, entries))).toEqual(['malformed_keystore']);
      expect(reasons(Buffer.concat([header(magic, entries), Buffer.alloc(64)]))).toEqual([
        'malformed_keystore',
      ]);
    }
  });

  it('has more entries than are read', () => {
    // A trusted certificate without an alias, of no type and no bytes.
    const entry = Buffer.concat([Buffer.of(0, 0, 0, 2), Buffer.alloc(2 + 8 + 2 + 4)]);
    const many = Buffer.alloc(entry.length * 200_000, entry);
    expect(reasons(Buffer.concat([header('feedfeed', 200_000), many]))).toEqual(['too_large']);
  });

  it.each([
    ['0', Buffer.of(0, 0, 0, 0)],
    ['1', Buffer.of(0, 0, 0, 9)],
  ])('is of a kind or a version that nobody knows (%s)', (_, kind) => {
    expect(reasons(Buffer.concat([header('feedfeed', 1), kind]))).toEqual(['malformed_keystore']);
    const version = header('feedfeed', 0);
    version.writeUInt32BE(7, 4);
    expect(reasons(version)).toEqual(['malformed_keystore']);
  });
});
