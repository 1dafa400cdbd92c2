import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';
import { POSTGRES_REQUEST } from '../../support/starttls-scripts.ts';

const answer = (bytes: string | Buffer) => [hear(POSTGRES_REQUEST), say(bytes)];

function errorResponse(...fields: string[]): Buffer {
  const text = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 4);
  return Buffer.concat([Buffer.from('E'), length, text]);
}

it('sends nothing but the request', async () => {
  const attempt = await attemptStartTls('postgres', answer('S'));
  expect(attempt).toEqual({ outcome: 'go-ahead', detail: '', sent: POSTGRES_REQUEST.toString('latin1') });
});

it.each([
  ['N', 'N', '"N"'],
  [
    'an error',
    errorResponse('SFATAL', 'VFATAL', 'C53300', 'Msorry, too many clients already'),
    '"FATAL 53300 sorry, too many clients already"',
  ],
  ['an error without words', errorResponse(), '""'],
])('%s is TLS refused', async (_name, bytes, words) => {
  expect(await attemptStartTls('postgres', answer(bytes))).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused SSLRequest: ${words}.`,
  });
});

it.each([
  ['a letter of another kind', 'R', '"R"'],
  ['a small letter', 's', '"s"'],
  [
    'an error that is longer than any',
    Buffer.from('E\x7f\xff\xff\xff', 'latin1'),
    '"E and a length of 2147483647"',
  ],
  ['an error that is shorter than its length', Buffer.from('E\0\0\0\x03', 'latin1'), '"E and a length of 3"'],
])('%s is no PostgreSQL', async (_name, bytes, words) => {
  expect(await attemptStartTls('postgres', answer(bytes))).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak PostgreSQL: the answer to SSLRequest is ${words}.`,
  });
});
