import { describe, expect, it } from 'vitest';
import { isForServers, readTrustSettings } from '../../../src/trust/audit/trust-settings.ts';
import { berElement } from '../../../src/x509/ber.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { bitString, objectIdentifier, sequence } from '../../support/der-writer.ts';
import { openssl } from '../../support/run-openssl.ts';

const SERVER = '1.3.6.1.5.5.7.3.1';
const MAIL = '1.3.6.1.5.5.7.3.4';
const { pem } = createCertificate({ subject: 'Root', isAuthority: true });

/** What openssl writes behind the certificate. */
function settingsBy(...flags: string[]): Buffer {
  const text = openssl(['x509', '-trustout', ...flags], pem).toString();
  const der = Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return der.subarray(berElement(der, 0, der.length)?.next);
}

describe('OpenSSL’s trust settings', () => {
  it.each([
    [[], undefined, []],
    [['-addtrust', 'serverAuth', '-addtrust', 'emailProtection'], [SERVER, MAIL], []],
    [['-addreject', 'serverAuth'], undefined, [SERVER]],
    [['-addtrust', 'emailProtection', '-addreject', 'serverAuth', '-setalias', 'x'], [MAIL], [SERVER]],
  ])('of %j are read as they were written', (flags, trusted, rejected) => {
    expect(readTrustSettings(settingsBy(...flags))).toEqual({ trusted, rejected });
  });

  it.each([
    ['text', Buffer.from('text')],
    ['cut off', settingsBy('-addtrust', 'serverAuth').subarray(0, 6)],
    ['of another shape', sequence(sequence(bitString(Buffer.alloc(1))))],
  ])('that are %s are none', (_, bytes) => {
    expect(readTrustSettings(bytes)).toBeUndefined();
  });

  it('may be followed by what belongs to nobody, which openssl passes over too', () => {
    const bytes = Buffer.concat([sequence(), objectIdentifier('1.2.3')]);
    expect(readTrustSettings(bytes)).toEqual({ trusted: undefined, rejected: [] });
  });

  it.each([
    [undefined, [], true],
    [[], [], false],
    [[SERVER], [], true],
    [['2.5.29.37.0'], [], true],
    [[MAIL], [], false],
    [undefined, [MAIL], true],
    [[SERVER], ['2.5.29.37.0'], false],
  ])('trusted %j, rejected %j: for servers %j', (trusted, rejected, expected) => {
    expect(isForServers({ trusted, rejected })).toBe(expected);
  });
});
