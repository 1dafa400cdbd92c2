import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const ASKED = [say('201 ready, no posting\r\n'), hear('CAPABILITIES\r\n')];
const OFFER = [...ASKED, say('101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n'), hear('STARTTLS\r\n')];

it.each([
  ['a greeting for later', [say('400 busy\r\n')], 'the connection: "400 busy"'],
  ['a greeting that turns it away', [say('502 not you\r\n')], 'the connection: "502 not you"'],
  ['a login that must come first', [...ASKED, say('480 log in\r\n')], 'CAPABILITIES: "480 log in"'],
  ['a server that cannot start TLS', [...OFFER, say('580 no key\r\n')], 'STARTTLS: "580 no key"'],
  ['a command that is not allowed', [...OFFER, say('502\r\n')], 'STARTTLS: "502"'],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('nntp', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('tells what is offered where STARTTLS is not', async () => {
  const offer = say('101 list\r\nVERSION 2\r\nSASL STARTTLS\r\n.\r\n');
  expect(await attemptStartTls('nntp', [...ASKED, offer])).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STARTTLS; it offers "VERSION SASL".',
  });
});

it('asks a server without CAPABILITIES all the same', async () => {
  const steps = [...ASKED, say('500 what?\r\n'), hear('STARTTLS\r\n'), say('382 go\r\n')];
  expect(await attemptStartTls('nntp', steps)).toMatchObject({ outcome: 'go-ahead' });
});

it.each([
  ['another protocol', [say('220 FTP\r\n')], 'the greeting is "220 FTP"'],
  [
    'a list with another code',
    [...ASKED, say('215 list\r\n.\r\n')],
    'the answer to CAPABILITIES is "215 list"',
  ],
  ['a go-ahead with another code', [...OFFER, say('281 fine\r\n')], 'the answer to STARTTLS is "281 fine"'],
])('%s is no NNTP', async (_name, steps, what) => {
  expect(await attemptStartTls('nntp', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak NNTP: ${what}.`,
  });
});
