import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/x509/read-certificate.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { askNode } from '../support/certificate-oracles.ts';
import { disagreement } from '../support/disagreement.ts';
import { MUTATIONS } from '../support/mutate-der.ts';
import { Random } from '../support/random.ts';
import { randomCertificate } from '../support/random-certificate.ts';
import { openssl } from '../support/run-openssl.ts';

/** The certificates of a file, or of every file of a folder. */
function certificatesOf(path: string): Buffer[] {
  const text = readFileSync(path, 'latin1');
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body = '']) =>
    Buffer.from(body, 'base64'),
  );
}

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const system = certificatesOf(BUNDLE);

/** What is the same and what is known to differ is said in disagreement.ts. */
describe('our reader and two others', () => {
  it('agree on every certificate of the system', () => {
    const folder = '/etc/ssl/certs';
    const all = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .flatMap(({ name }) => certificatesOf(join(folder, name)));
    expect(system.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThan(system.length);
    expect(all.map(disagreement).filter((each) => each !== undefined)).toEqual([]);
    expect(all.every((der) => readCertificate(der).certificate !== undefined)).toBe(true);
  });

  it('agree on 2,000 certificates with odd content', () => {
    const random = new Random(1);
    const wrong = Array.from({ length: 2000 }, () => randomCertificate(random).der)
      .map((der) => ({ der: der.toString('hex'), wrong: disagreement(der) }))
      .filter((each) => each.wrong !== undefined);
    expect(wrong).toEqual([]);
  });

  it.each([2, 34, 41, 50])('agree on 1,500 certificates that are damaged, by seed %i', (seed) => {
    const random = new Random(seed);
    const generated = Array.from({ length: 40 }, () => randomCertificate(random).der);
    const signed = [createCertificate({ sans: ['DNS:a.example'], isAuthority: true }).der];
    const originals = [...system, ...generated, ...generated, ...signed];
    const outcomes = { read: 0, refused: 0 };
    const wrong = Array.from({ length: 1500 }, () => random.pick(MUTATIONS)(random.pick(originals), random))
      .map((der) => {
        outcomes[readCertificate(der).certificate === undefined ? 'refused' : 'read']++;
        return { der: der.toString('hex'), wrong: disagreement(der) };
      })
      .filter((each) => each.wrong !== undefined);
    expect(wrong).toEqual([]);
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(300);
  });
});

describe('our reader and the openssl command', () => {
  it('agree on subject, issuer, serial number and dates', () => {
    const options = [
      '-noout',
      '-subject',
      '-issuer',
      '-serial',
      '-dates',
      '-nameopt',
      'RFC2253,-esc_msb,utf8',
    ];
    const random = new Random(3);
    // OpenSSL refuses some of what is generated: strings with characters that it has no room for.
    const generated = Array.from({ length: 100 }, () => randomCertificate(random).der);
    const readable = generated.filter((der) => askNode(der) !== undefined).slice(0, 20);
    expect(readable).toHaveLength(20);
    for (const der of [...system.slice(0, 20), ...readable]) {
      // Long serial numbers are broken over lines with a backslash.
      const printed = openssl(['x509', '-inform', 'DER', ...options], der)
        .toString()
        .replace(/^serial=(?:[-0-9A-F]|\\\n)+/m, (line) => line.replaceAll('\\\n', ''));
      const said = new Map(printed.split('\n').map((line) => line.split(/=(.*)/s, 2) as [string, string]));
      const { certificate } = readCertificate(der);
      expect(certificate).toBeDefined();
      expect(said.get('serial')?.toLowerCase()).toBe(certificate?.serialNumber);
      expect(Date.parse(said.get('notBefore') ?? '') / 1000).toBe(certificate?.notBefore);
      expect(Date.parse(said.get('notAfter') ?? '') / 1000).toBe(certificate?.notAfter);
      expect(attributesOf(said.get('issuer'))).toEqual(attributesOf(certificate?.issuer));
      if (said.get('subject') !== '') {
        expect(attributesOf(said.get('subject'))).toEqual(attributesOf(certificate?.subject));
      }
    }
  });
});

/**
 * The attributes of a name. OpenSSL turns the order around within parts that have several, where RFC 4514 lets every
 * order be, writes hex in capitals, and says `street`.
 */
function attributesOf(name: string | undefined): readonly string[] | undefined {
  return name
    ?.toLowerCase()
    .match(/(?:\\.|[^,\\])+/gs)
    ?.map(
      (part) =>
        part
          .match(/(?:\\.|[^+\\])+/gs)
          ?.toSorted()
          .join('+') ?? '',
    );
}
