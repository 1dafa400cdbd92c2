import { expect, it } from 'vitest';
import {
  parseCertificateMessage,
  parseCertificateStatus,
} from '../../../src/handshake/wire/certificate-message.ts';
import { certificateMessage, tlsExtension, vector } from '../../support/tls-records.ts';

const certificates = ['leaf', 'intermediate', 'leaf'].map((text) => Buffer.from(text));
const status = Buffer.concat([Buffer.of(1), vector(3, Buffer.from('response'))]);
const texts = (ders: readonly Uint8Array[]): string[] => ders.map((der) => Buffer.from(der).toString());

it.each([false, true])('reads the chain as it was sent (TLS 1.3: %s)', (tls13) => {
  const message = parseCertificateMessage(certificateMessage(certificates, { tls13 }), tls13);
  expect(texts(message.certificates)).toEqual(['leaf', 'intermediate', 'leaf']);
  expect(message).toMatchObject({ count: 3, staple: undefined });
});

it('reads the staple of the leaf', () => {
  const extensions = [tlsExtension(18, Buffer.from('x')), tlsExtension(5, status)];
  const message = parseCertificateMessage(
    certificateMessage(certificates, { tls13: true, extensions }),
    true,
  );
  expect(Buffer.from(message.staple ?? []).toString()).toBe('response');
});

it('counts all, and keeps sixteen', () => {
  const many = Array.from({ length: 1000 }, (_, index) => Buffer.from([index % 256]));
  const message = parseCertificateMessage(certificateMessage(many), false);
  expect(message.count).toBe(1000);
  expect(message.certificates).toHaveLength(16);
});

it.each([false, true])('keeps what stands before a length that lies (TLS 1.3: %s)', (tls13) => {
  const whole = certificateMessage(certificates, { tls13 });
  for (let length = 0; length < whole.length; length++) {
    const message = parseCertificateMessage(whole.subarray(0, length), tls13);
    expect(['leaf', 'intermediate', 'leaf'].slice(0, message.count)).toEqual(texts(message.certificates));
  }
  expect(parseCertificateMessage(whole.subarray(0, -3), tls13).count).toBe(2);
});

it('reads an empty message as no certificates', () => {
  expect(parseCertificateMessage(certificateMessage([]), false)).toMatchObject({
    certificates: [],
    count: 0,
  });
  expect(parseCertificateMessage(new Uint8Array(0), true).count).toBe(0);
});

it('gives copies: the message is not held on to', () => {
  const body = certificateMessage(certificates);
  const message = parseCertificateMessage(body, false);
  body.fill(0);
  expect(texts(message.certificates)[0]).toBe('leaf');
});

it('reads an OCSP response out of a status, and nothing out of others', () => {
  expect(Buffer.from(parseCertificateStatus(status) ?? []).toString()).toBe('response');
  expect(parseCertificateStatus(Buffer.of(2, 0, 0, 1, 1))).toBeUndefined();
  expect(parseCertificateStatus(Buffer.of(1, 0, 0, 0))).toBeUndefined();
  expect(parseCertificateStatus(Buffer.of(1, 0, 0, 9, 1))).toBeUndefined();
  expect(parseCertificateStatus(new Uint8Array(0))).toBeUndefined();
});
