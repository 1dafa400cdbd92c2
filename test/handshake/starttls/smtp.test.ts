import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const GREETING = say('220 mail.example ESMTP\r\n');
const OFFER = [GREETING, hear('EHLO'), say('250-mail.example\r\n250 STARTTLS\r\n'), hear('STARTTLS\r\n')];

it.each([
  [
    'a greeting that turns it away',
    [say('554 5.7.1 No service\r\n')],
    'the connection: "554 5.7.1 No service"',
  ],
  ['a greeting for later', [say('421-too busy\r\n421 try again\r\n')], 'the connection: "421 try again"'],
  [
    'a server from before the extensions',
    [GREETING, hear('EHLO'), say('502 what?\r\n')],
    'EHLO: "502 what?"',
  ],
  ['a no for now', [...OFFER, say('454 4.7.0 No TLS now\r\n')], 'STARTTLS: "454 4.7.0 No TLS now"'],
  ['a no for good', [...OFFER, say('503\r\n')], 'STARTTLS: "503"'],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('smtp', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('tells what is offered where STARTTLS is not, whatever the first line says', async () => {
  const offer = say('250-mail.example STARTTLS\r\n250-STARTTLSX\r\n250-size 1000\r\n250 X-STARTTLS\r\n');
  expect(await attemptStartTls('smtp', [GREETING, hear('EHLO'), offer])).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STARTTLS; it offers "STARTTLSX SIZE X-STARTTLS".',
  });
});

it('asks for nothing where nothing is offered', async () => {
  const attempt = await attemptStartTls('smtp', [GREETING, hear('EHLO'), say('250 mail.example\r\n')]);
  expect(attempt.detail).toBe('The server does not offer STARTTLS; it offers nothing.');
  expect(attempt.sent).toBe('EHLO [127.0.0.1]\r\n');
});

it.each([
  [
    'a code of another kind in the greeting',
    [say('250 hello\r\n')],
    'the answer to the connection is "250 hello"',
  ],
  [
    'lines of one reply with two codes',
    [GREETING, hear('EHLO'), say('250-mail.example\r\n550 no\r\n')],
    'the rest of the answer to EHLO is "550 no"',
  ],
  [
    'a line of a reply without a code',
    [GREETING, hear('EHLO'), say('250-mail.example\r\nSTARTTLS\r\n')],
    'the rest of the answer to EHLO is "STARTTLS"',
  ],
  ['a go-ahead with another code', [...OFFER, say('250 fine\r\n')], 'the answer to STARTTLS is "250 fine"'],
  ['another protocol', [say('+OK POP3 ready\r\n')], 'the greeting is "+OK POP3 ready"'],
])('%s is no SMTP', async (_name, steps, what) => {
  expect(await attemptStartTls('smtp', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak SMTP: ${what}.`,
  });
});

it('stops reading a reply that never ends', async () => {
  const endless = say('250-more of the same\r\n'.repeat(10_000));
  expect(await attemptStartTls('smtp', [GREETING, hear('EHLO'), endless])).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringContaining('more than 65536 bytes before TLS'),
  });
});
