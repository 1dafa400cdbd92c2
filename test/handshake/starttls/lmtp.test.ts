import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const GREETING = say('220 mail.example LMTP\r\n');

it('greets with LHLO and never with EHLO', async () => {
  const steps = [GREETING, hear('LHLO [127.0.0.1]\r\n'), say('250 mail.example\r\n')];
  expect(await attemptStartTls('lmtp', steps)).toEqual({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STARTTLS; it offers nothing.',
    sent: 'LHLO [127.0.0.1]\r\n',
  });
});

it('says what a mail server without LMTP answers', async () => {
  expect(
    await attemptStartTls('lmtp', [GREETING, hear('LHLO'), say('502 5.5.2 Use EHLO\r\n')]),
  ).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server refused LHLO: "502 5.5.2 Use EHLO".',
  });
});

it('names itself in messages', async () => {
  expect(await attemptStartTls('lmtp', [say('* OK IMAP\r\n')])).toMatchObject({
    outcome: 'protocol_error',
    detail: 'The server does not speak LMTP: the greeting is "* OK IMAP".',
  });
});
