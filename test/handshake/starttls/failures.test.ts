import { expect, it } from 'vitest';
import { notOffered, notSpoken, refused } from '../../../src/handshake/starttls/failures.ts';

it('says who refused what, in words that print', () => {
  expect(refused('STARTTLS', '454 \x07no')).toMatchObject({
    reason: 'starttls_unsupported',
    detail: String.raw`The server refused STARTTLS: "454 \u0007no".`,
  });
});

it('says what is offered instead', () => {
  expect(notOffered('STLS', ['TOP', 'SASL']).detail).toBe(
    'The server does not offer STLS; it offers "TOP SASL".',
  );
  expect(notOffered('STLS', []).detail).toBe('The server does not offer STLS; it offers nothing.');
});

it('says what was no answer', () => {
  expect(notSpoken('IMAP', 'the greeting', Buffer.from([0xff]))).toMatchObject({
    reason: 'protocol_error',
    detail: String.raw`The server does not speak IMAP: the greeting is "\xff".`,
  });
});
