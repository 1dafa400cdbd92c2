import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const GREETING = say('* OK ready\r\n');
const OFFER = [
  GREETING,
  hear('a1 CAPABILITY\r\n'),
  say('* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\n'),
  hear('a2'),
];

it.each([
  ['a greeting that says goodbye', [say('* BYE overloaded\r\n')], 'the connection: "* BYE overloaded"'],
  [
    'a greeting behind the login, where STARTTLS is not allowed',
    [say('* PREAUTH welcome\r\n')],
    'the connection: "* PREAUTH welcome"',
  ],
  ['a no', [...OFFER, say('a2 NO certificate expired\r\n')], 'STARTTLS: "a2 NO certificate expired"'],
  ['a command that is not known', [...OFFER, say('a2 BAD what?\r\n')], 'STARTTLS: "a2 BAD what?"'],
  ['a goodbye in the answer', [...OFFER, say('* BYE shutdown\r\n')], 'STARTTLS: "* BYE shutdown"'],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('imap', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('tells what is offered where STARTTLS is not', async () => {
  const offer = say('* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK done\r\n');
  expect(await attemptStartTls('imap', [GREETING, hear('a1'), offer])).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STARTTLS; it offers "IMAP4REV1 AUTH=PLAIN".',
  });
});

it('reads past untagged responses that come unasked, and takes keywords in any case', async () => {
  const steps = [
    say('* ok ready\r\n'),
    hear('a1 CAPABILITY\r\n'),
    say('* 3 EXISTS\r\n* capability imap4rev1 starttls\r\n* OK still here\r\nA1 ok done\r\n'),
    hear('a2 STARTTLS\r\n'),
    say('* OK wait\r\na2 ok now\r\n'),
  ];
  expect(await attemptStartTls('imap', steps)).toMatchObject({ outcome: 'go-ahead' });
});

it.each([
  [
    'an answer with another tag',
    [...OFFER, say('a1 OK again\r\n')],
    'the answer to STARTTLS is "a1 OK again"',
  ],
  ['another protocol', [say('+OK POP3\r\n')], 'the greeting is "+OK POP3"'],
  ['a request to go on', [...OFFER, say('+ idling\r\n')], 'the answer to STARTTLS is "+ idling"'],
])('%s is no IMAP', async (_name, steps, what) => {
  expect(await attemptStartTls('imap', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: `The server does not speak IMAP: ${what}.`,
  });
});
