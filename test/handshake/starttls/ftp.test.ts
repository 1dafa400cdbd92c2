import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const GREETING = say('220 ready\r\n');
const ASKED = [GREETING, hear('AUTH TLS\r\n')];

it.each([
  ['a greeting that turns it away', [say('421 Too many users\r\n')], 'the connection: "421 Too many users"'],
  [
    'a server without AUTH',
    [...ASKED, say('500 AUTH not understood\r\n')],
    'AUTH TLS: "500 AUTH not understood"',
  ],
  ['a server without TLS', [...ASKED, say('504 unknown mechanism\r\n')], 'AUTH TLS: "504 unknown mechanism"'],
  ['a no for now', [...ASKED, say('431 no certificate\r\n')], 'AUTH TLS: "431 no certificate"'],
  ['a login that must come first', [...ASKED, say('530 Please login\r\n')], 'AUTH TLS: "530 Please login"'],
  ['another mechanism', [...ASKED, say('334 ADAT=\r\n')], 'AUTH TLS: "334 ADAT="'],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('ftp', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('waits for a server that will be ready', async () => {
  const steps = [say('120 ready in 1 minute\r\n220 ready\r\n'), hear('AUTH TLS\r\n'), say('234 go\r\n')];
  expect(await attemptStartTls('ftp', steps)).toMatchObject({ outcome: 'go-ahead' });
});

it('does not wait for ever', async () => {
  expect(await attemptStartTls('ftp', [say('120 soon\r\n'.repeat(9))])).toMatchObject({
    outcome: 'protocol_error',
    detail: 'The server does not speak FTP: the greeting is "120 soon".',
  });
});

it('reads a banner whose lines look like other replies', async () => {
  const banner = say('220-Welcome\r\n421 is not our code\r\n 220 indented\r\n\r\n220-220\r\n220\r\n');
  expect(
    await attemptStartTls('ftp', [banner, hear('AUTH TLS\r\n'), say('234-\r\n234 go\r\n')]),
  ).toMatchObject({
    outcome: 'go-ahead',
  });
});

it.each([
  ['another protocol', [say('SSH-2.0\r\n')], 'the greeting is "SSH-2.0"'],
  ['a greeting with the code of another answer', [say('200 hello\r\n')], 'the greeting is "200 hello"'],
  ['a go-ahead with another code', [...ASKED, say('200 fine\r\n')], 'the answer to AUTH TLS is "200 fine"'],
])('%s is no FTP', async (_name, steps, what) => {
  expect(await attemptStartTls('ftp', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak FTP: ${what}.`,
  });
});
