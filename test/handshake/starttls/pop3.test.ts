import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const GREETING = say('+OK ready\r\n');
const OFFER = [GREETING, hear('CAPA\r\n'), say('+OK\r\nSTLS\r\n.\r\n'), hear('STLS\r\n')];

it.each([
  ['a greeting that turns it away', [say('-ERR busy\r\n')], 'the connection: "-ERR busy"'],
  ['a no', [...OFFER, say('-ERR no TLS\r\n')], 'STLS: "-ERR no TLS"'],
  [
    'a no of a server without CAPA',
    [GREETING, hear('CAPA\r\n'), say('-ERR\r\n'), hear('STLS\r\n'), say('-ERR what?\r\n')],
    'STLS: "-ERR what?"',
  ],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('pop3', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('asks a server without CAPA all the same', async () => {
  const steps = [GREETING, hear('CAPA\r\n'), say('-ERR what?\r\n'), hear('STLS\r\n'), say('+OK\r\n')];
  expect(await attemptStartTls('pop3', steps)).toMatchObject({ outcome: 'go-ahead' });
});

it('tells what is offered where STLS is not', async () => {
  const steps = [GREETING, hear('CAPA\r\n'), say('+OK\r\nTOP\r\nSASL STLS\r\n..STLS\r\n.\r\n')];
  expect(await attemptStartTls('pop3', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STLS; it offers "TOP SASL .STLS".',
  });
});

it.each([
  ['another protocol', [say('220 FTP\r\n')], 'the greeting is "220 FTP"'],
  ['a word that only begins like a yes', [say('+OKAY\r\n')], 'the greeting is "+OKAY"'],
])('%s is no POP3', async (_name, steps, what) => {
  expect(await attemptStartTls('pop3', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak POP3: ${what}.`,
  });
});
