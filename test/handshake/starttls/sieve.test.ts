import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';

const OFFER = [say('"SIEVE" "fileinto"\r\n"starttls"\r\nOK\r\n'), hear('STARTTLS\r\n')];

it.each([
  ['a goodbye', [say('BYE "busy"\r\n')], 'the connection: "BYE "busy""'],
  ['a no', [...OFFER, say('NO (QUOTA) "no TLS"\r\n')], 'STARTTLS: "NO (QUOTA) "no TLS""'],
  ['a no in counted bytes', [...OFFER, say('NO {8}\r\nno\r\nTLS!\r\n')], 'STARTTLS: "NO "no\\r\\nTLS!""'],
])('%s is TLS refused', async (_name, steps, refusal) => {
  expect(await attemptStartTls('sieve', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server refused ${refusal}.`,
  });
});

it('tells what is offered where STARTTLS is not, even behind text that looks like it', async () => {
  const offer = say('"IMPLEMENTATION" {18}\r\nx\r\n"STARTTLS"\r\nOK\r\n"VERSION" "1.0"\r\nOK\r\n');
  expect(await attemptStartTls('sieve', [offer])).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: 'The server does not offer STARTTLS; it offers "IMPLEMENTATION VERSION".',
  });
});

it('reads counted bytes in either form, several to a line', async () => {
  const offer = say('{14+}\r\nIMPLEMENTATION {3}\r\nold\r\n"STARTTLS"\r\nOK {2}\r\nhi\r\n');
  const goAhead = say('OK (TAG {2}\r\nxx) "go"\r\n');
  expect(await attemptStartTls('sieve', [offer, hear('STARTTLS\r\n'), goAhead])).toMatchObject({
    outcome: 'go-ahead',
  });
});

it.each([
  ['another protocol', [say('* OK IMAP\r\n')], 'does not speak ManageSieve: the greeting is "* OK IMAP"'],
  ['an answer that is neither yes nor no', [...OFFER, say('go\r\n')], 'the answer to STARTTLS is "go"'],
  ['more counted bytes than anybody sends', [say('OK {4294967295}\r\n')], '4294967295 bytes announced'],
])('%s is no ManageSieve', async (_name, steps, what) => {
  expect(await attemptStartTls('sieve', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringContaining(what),
  });
});
