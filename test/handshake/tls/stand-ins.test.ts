import { describe, expect, it } from 'vitest';
import { standInCertificate } from '../../../src/handshake/tls/stand-in-issuer.ts';
import { StandIns } from '../../../src/handshake/tls/stand-ins.ts';
import { type CertificateOptions, createCertificate } from '../../support/certificate-factory.ts';

const HOUR = 3_600_000;
const MOST = 64;

/** A leaf, and who signed it. */
function servedBy(subject: string, key: CertificateOptions['key'] = 'ec-p256'): readonly Buffer[] {
  const issuer = createCertificate({ subject, key });
  return [createCertificate({ issuer }).der, issuer.der];
}

describe('the memory', () => {
  it('has one after two leaves in a row with the same issuer, for all whom that issuer signs', () => {
    const standIns = new StandIns();
    const served = servedBy('a');
    standIns.learn('x', served, 0);
    expect(standIns.standInFor('x', 0)).toBeUndefined();
    standIns.learn('x', served, 1);
    const made = standIns.standInFor('x', 1);
    expect(made?.certificate).toContain('BEGIN CERTIFICATE');
    expect(standIns.standInFor('y', 1)).toBeUndefined();
    standIns.learn('y', servedBy('a'), 2);
    expect(standIns.standInFor('y', 2)).toBe(made);
  });

  it('goes on with it where a server shows nothing, and not where it shows another issuer or kind of key', () => {
    const standIns = new StandIns();
    for (const now of [0, 1]) standIns.learn('x', servedBy('a'), now);
    const made = standIns.standInFor('x', 2);
    standIns.learn('x', [], 2);
    expect(standIns.standInFor('x', 2)).toBe(made);
    standIns.learn('x', servedBy('a', 'rsa-2048'), 3);
    expect(standIns.standInFor('x', 3)).toBeUndefined();
    standIns.learn('x', servedBy('a'), 4);
    expect(standIns.standInFor('x', 4)).toBe(made);
    standIns.learn('x', [createCertificate().der, createCertificate().der], 5);
    expect(standIns.standInFor('x', 5)).toBeUndefined();
  });

  it('makes none for a leaf alone, which OpenSSL could not check', () => {
    const standIns = new StandIns();
    for (const now of [0, 1, 2]) standIns.learn('x', servedBy('a').slice(0, 1), now);
    expect(standIns.standInFor('x', 3)).toBeUndefined();
  });

  it('makes none for a server whose issuer is another one each time', () => {
    const standIns = new StandIns();
    for (let turn = 0; turn < 10; turn++) {
      standIns.learn('x', servedBy(`issuer ${turn % 2}`), turn);
      expect(standIns.standInFor('x', turn)).toBeUndefined();
    }
  });

  it('has places for so many issuers, and gives away that of one that was not asked for in an hour', () => {
    const standIns = new StandIns();
    const know = (name: string, now: number): boolean => {
      const served = servedBy(name);
      standIns.learn(name, served, now);
      standIns.learn(name, served, now);
      return standIns.standInFor(name, now) !== undefined;
    };
    for (let index = 0; index < MOST; index++) expect(know(`issuer ${index}`, 0)).toBe(true);
    expect(know('one too many', 1)).toBe(false);
    for (let index = 1; index < MOST; index++) standIns.standInFor(`issuer ${index}`, 2);
    expect(know('one too many', HOUR - 1)).toBe(false);
    expect(know('one too many', HOUR)).toBe(true);
    expect(standIns.standInFor('issuer 0', HOUR)).toBeUndefined();
    expect(standIns.standInFor('issuer 1', HOUR)).toBeDefined();
  });
});

// The OpenSSL that Node brings has them all: what a distribution's may lack is played.
it('tries no second time where OpenSSL has no small keys of a kind', () => {
  const tried: string[] = [];
  const standIns = new StandIns((issuer) => {
    tried.push(issuer.key);
    if (issuer.key === 'ec') throw new Error('unsupported');
    return standInCertificate(issuer);
  });
  const know = (served: readonly Buffer[]): boolean => {
    for (const now of [0, 1, 2]) standIns.learn('x', served, now);
    return standIns.standInFor('x', 3) !== undefined;
  };
  expect([know(servedBy('a')), know(servedBy('b')), know(servedBy('a', 'rsa-2048'))]).toEqual([
    false,
    false,
    true,
  ]);
  expect(tried).toEqual(['ec', 'rsa']);
});
