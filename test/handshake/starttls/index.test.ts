import { describe, expect, it } from 'vitest';
import { START_TLS } from '../../../src/handshake/starttls/index.ts';
import { STARTTLS_PROTOCOLS } from '../../../src/model/handshake-module.ts';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { drip, hangUp, hear, reset, type Step, say } from '../../support/scripted-server.ts';
import { type Exchange, WILLING } from '../../support/starttls-scripts.ts';

/** MySQL's client speaks last: there its request, and nothing of the server's, is the go-ahead. */
const SERVER_ENDS = STARTTLS_PROTOCOLS.filter((protocol) => protocol !== 'mysql');
const TEXT = SERVER_ENDS.filter((protocol) => !['ldap', 'postgres', 'xmpp'].includes(protocol));

function steps(
  exchanges: readonly Exchange[],
  speak: (data: string | Uint8Array) => Step = say,
): readonly Step[] {
  return exchanges.flatMap(({ hears, says }) =>
    hears === undefined ? [speak(says)] : [hear(hears), speak(says)],
  );
}

/** What a server of the protocol hears before it first speaks. */
function opening(exchanges: readonly Exchange[]): readonly Step[] {
  const hears = exchanges[0]?.hears;
  return hears === undefined ? [] : [hear(hears)];
}

it('knows every protocol of the closed list', () => {
  expect(Object.keys(START_TLS)).toEqual([...STARTTLS_PROTOCOLS]);
});

describe.each(STARTTLS_PROTOCOLS)('%s', (protocol) => {
  const willing = WILLING[protocol];

  it('gets the go-ahead of a willing server', async () => {
    expect(await attemptStartTls(protocol, steps(willing))).toMatchObject({
      outcome: 'go-ahead',
      detail: '',
    });
  });

  it('waits for a server that sends one byte at a time', async () => {
    expect(await attemptStartTls(protocol, steps(willing, drip))).toMatchObject({ outcome: 'go-ahead' });
  });

  it('gives a silent server up at the deadline, and says what it waited for', async () => {
    const attempt = await attemptStartTls(protocol, opening(willing), { untilScriptEnds: true });
    expect(attempt).toMatchObject({
      outcome: 'starttls_timeout',
      detail: expect.stringMatching(/^The deadline passed while waiting for the \w[\w -]+\.$/),
    });
  });

  it('tells a connection that is closed from one that is reset', async () => {
    const closed = await attemptStartTls(protocol, [...opening(willing), hangUp]);
    expect(closed).toMatchObject({
      outcome: 'closed',
      detail: expect.stringMatching(/closed the connection while/),
    });
    const torn = await attemptStartTls(protocol, [...opening(willing), reset]);
    expect(torn).toMatchObject({
      outcome: 'connection_reset',
      detail: expect.stringMatching(/was reset while/),
    });
  });

  it('takes no beginning of the go-ahead for the whole', async () => {
    const earlier = steps(willing.slice(0, -1));
    const last = willing.at(-1);
    const hears = last?.hears === undefined ? [] : [hear(last.hears)];
    const whole = Buffer.from(last?.says ?? '');
    const outcomes = new Set<string>();
    for (let length = 0; length < whole.length; length += 1) {
      const cut = say(whole.subarray(0, length));
      outcomes.add((await attemptStartTls(protocol, [...earlier, ...hears, cut, hangUp])).outcome);
    }
    expect([...outcomes]).toEqual(['closed']);
  });

  it.each([
    ['a TLS alert', Buffer.from('15030100020228', 'hex')],
    ['a web server', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n<html>\r\n'],
    ['a secure shell', 'SSH-2.0-OpenSSH_9.2\r\n>'],
    ['zero bytes', Buffer.alloc(20_000)],
    ['a line without end', Buffer.alloc(100_000, 'a')],
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, index) => 255 - index))],
  ])('calls %s a protocol error, in a sentence that prints', async (_name, garbage) => {
    const attempt = await attemptStartTls(protocol, [...opening(willing), say(garbage), hangUp]);
    expect(attempt.outcome).toBe('protocol_error');
    expect(attempt.detail).toMatch(/^The server [^\p{C}]{10,500}\.$/u);
  });
});

it.each(SERVER_ENDS)('%s: refuses what was put in behind the go-ahead in plain text', async (protocol) => {
  const willing = WILLING[protocol];
  const last = willing.at(-1);
  const injected = Buffer.concat([Buffer.from(last?.says ?? ''), Buffer.from('injected\r\n')]);
  const exchanges = [...willing.slice(0, -1), { ...last, says: injected }];
  expect(await attemptStartTls(protocol, steps(exchanges))).toMatchObject({
    outcome: 'protocol_error',
    detail: 'The server spoke in plain text after its go-ahead for TLS: "injected".',
  });
});

it.each(TEXT)('%s: takes lines that end with LF alone', async (protocol) => {
  const exchanges = WILLING[protocol].map((exchange) => ({
    ...exchange,
    says: exchange.says.toString('latin1').replaceAll('\r\n', '\n'),
  }));
  expect(await attemptStartTls(protocol, steps(exchanges))).toMatchObject({ outcome: 'go-ahead' });
});

it.each(TEXT)('%s: refuses an answer that was there before the question', async (protocol) => {
  const [greeting, next] = WILLING[protocol];
  const both = Buffer.concat([Buffer.from(greeting?.says ?? ''), Buffer.from(next?.says ?? '')]);
  expect(await attemptStartTls(protocol, [say(both)])).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringMatching(/^The server spoke before it was sent [A-Z0-9a-z]+: "/),
  });
});
