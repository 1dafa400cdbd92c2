import { createConnection } from 'node:net';
import { expect, it } from 'vitest';
import { startTls } from '../../../src/handshake/starttls/index.ts';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say, scriptedServer } from '../../support/scripted-server.ts';
import { MYSQL_SSL_REQUEST_HEAD, mysqlGreeting, mysqlPacket } from '../../support/starttls-scripts.ts';

it('answers the greeting with a request for TLS that carries the flag and no name', async () => {
  await using server = await scriptedServer([
    say(mysqlGreeting(0xffff)),
    hear(MYSQL_SSL_REQUEST_HEAD),
    // The greatest packet, the character set, and 23 bytes of zero.
    hear(Buffer.concat([Buffer.from([0, 0, 0, 1, 45]), Buffer.alloc(23)])),
  ]);
  const socket = createConnection(server.port, '127.0.0.1');
  try {
    await startTls('mysql', socket, { serverName: 'db.example', signal: new AbortController().signal });
    await server.finished;
    expect(server.heard()).toHaveLength(36);
  } finally {
    socket.destroy();
  }
});

it.each([
  [
    'a greeting without the flag',
    mysqlGreeting(0xf7ff),
    'The server does not offer TLS; it offers "version 8.0.40 without it".',
  ],
  [
    'an error in the place of the greeting',
    mysqlPacket(Buffer.from('\xff\x10\x04Too many connections', 'latin1')),
    'The server refused the connection: "Too many connections".',
  ],
  [
    'an error with another sequence number',
    mysqlPacket(Buffer.from("\xff\x6a\x04Host '192.0.2.1' is not allowed", 'latin1'), 1),
    `The server refused the connection: "Host '192.0.2.1' is not allowed".`,
  ],
])('%s is TLS refused', async (_name, bytes, detail) => {
  expect(await attemptStartTls('mysql', [say(bytes)])).toMatchObject({
    outcome: 'starttls_unsupported',
    detail,
  });
});

it.each([
  ['the greeting of version 9', mysqlPacket(Buffer.from('\x093.20.1\0\x01\0\0\0scramble\0', 'latin1'))],
  ['a greeting that ends inside the version', mysqlPacket(Buffer.from('\x0a8.0.40', 'latin1'))],
  [
    'a greeting that ends before the flags',
    mysqlPacket(Buffer.from('\x0a8.0.40\0\x01\0\0\0scramble\0', 'latin1')),
  ],
  ['an empty packet', mysqlPacket(Buffer.alloc(0))],
  ['a packet that is longer than any greeting', Buffer.from([0xff, 0xff, 0xff, 0, 10])],
  ['another protocol', Buffer.from('220 mail.example ESMTP\r\n')],
])('%s is no MySQL', async (_name, bytes) => {
  expect(await attemptStartTls('mysql', [say(bytes)])).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringMatching(/^The server does not speak MySQL: the greeting is "/),
  });
});

it('refuses what the server says before it is asked for TLS', async () => {
  const both = Buffer.concat([mysqlGreeting(0xffff), Buffer.from('early')]);
  expect(await attemptStartTls('mysql', [say(both)])).toMatchObject({
    outcome: 'protocol_error',
    detail: 'The server spoke in plain text after its go-ahead for TLS: "early".',
  });
});
