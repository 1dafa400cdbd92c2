import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';
import { LDAP_REQUEST, ldapResponse } from '../../support/starttls-scripts.ts';

const answer = (bytes: Buffer) => [hear(LDAP_REQUEST), say(bytes)];
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

it.each([
  [
    'TLS that is not configured',
    ldapResponse(2, 'unsupported extended operation'),
    'protocolError unsupported ',
  ],
  ['TLS that is not there now', ldapResponse(52, 'TLS already started'), 'unavailable TLS already started"'],
  ['a code without words', ldapResponse(53), 'unwillingToPerform"'],
  ['a code of the server’s own', ldapResponse(123, 'sorry'), 'result code 123 sorry"'],
  ['a notice of disconnection', ldapResponse(0, 'bye', 0), 'result code 0 bye"'],
  ['words that are not text', ldapResponse(80, '\xff\n\u0007'), 'other \\xff\\n\\u0007"'],
])('%s is TLS refused', async (_name, bytes, words) => {
  expect(await attemptStartTls('ldap', answer(bytes))).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: expect.stringContaining(`The server refused StartTLS: "${words}`),
  });
});

it.each([
  [
    'lengths in four bytes, as Active Directory writes them',
    '30 84 00000010 020101 78 84 00000007 0a0100 0400 0400',
  ],
  [
    'the name of the response behind the result',
    '30 24 020101 78 1f 0a0100 0400 0400 8a16' + '31'.repeat(22),
  ],
])('takes %s', async (_name, text) => {
  expect(await attemptStartTls('ldap', answer(hex(text)))).toMatchObject({ outcome: 'go-ahead' });
});

it.each([
  ['the number of another message', ldapResponse(0, '', 7)],
  ['another operation', hex('30 0c 020101 61 07 0a0100 0400 0400')],
  ['an empty message', hex('30 00')],
  ['a message that ends inside an element', hex('30 05 020101 7807')],
  ['an indefinite length', hex('30 80 020101 7807 0a0100 0400 0400 0000')],
  ['a length in more bytes than there are lengths', hex('30 88 00000000 00000010')],
  ['an inner length that lies', hex('30 0c 020101 78 7f 0a0100 0400 0400')],
  ['a result without its words', hex('30 08 020101 78 03 0a0100')],
  ['a result code of two bytes', hex('30 0d 020101 78 08 0a020000 0400 0400')],
])('%s is no LDAP', async (_name, bytes) => {
  expect(await attemptStartTls('ldap', answer(bytes))).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringMatching(
      /^The server does not speak LDAP: the (beginning of the )?answer to StartTLS is "/,
    ),
  });
});

it('does not wait for four gigabytes', async () => {
  expect(await attemptStartTls('ldap', answer(hex('30 84 ffffffff')))).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringContaining('4294967295 bytes announced'),
  });
});
