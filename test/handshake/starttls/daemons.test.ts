import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTls } from '../../../src/handshake/starttls/index.ts';
import { STARTTLS_PROTOCOLS, type StartTlsProtocol } from '../../../src/model/handshake-module.ts';
import { outcomeOf } from '../../support/attempt-starttls.ts';
import type { Daemon } from '../../support/daemons/daemon.ts';
import { DAEMONS, type DaemonKind } from '../../support/daemons/index.ts';

/** How each server says that it cannot do TLS. */
const NO: Readonly<Record<StartTlsProtocol, RegExp>> = {
  smtp: /^The server does not offer STARTTLS; it offers "PIPELINING SIZE /,
  lmtp: /^The server does not offer STARTTLS; it offers "/,
  imap: /^The server does not offer STARTTLS; it offers "IMAP4REV1 /,
  pop3: /^The server does not offer STLS; it offers "CAPA TOP /,
  ftp: /^The server refused AUTH TLS: "530 Please login with USER and PASS\."\.$/,
  ldap: /^The server refused StartTLS: "protocolError unsupported extended operation"\.$/,
  postgres: /^The server refused SSLRequest: "N"\.$/,
  mysql: /^The server does not offer TLS; it offers "version .*MariaDB.* without it"\.$/,
  xmpp: /^The server does not offer starttls; it offers "/,
  nntp: /^The server refused STARTTLS: "580 Error initializing TLS"\.$/,
  sieve: /^The server does not offer STARTTLS; it offers "IMPLEMENTATION SIEVE /,
};

/** Ends a test that hangs; nothing depends on it otherwise. */
const deadline = (): AbortSignal => AbortSignal.timeout(20_000);

async function connected(daemon: Daemon, protocol: StartTlsProtocol): Promise<Socket> {
  const socket = createConnection(daemon.ports[protocol] ?? 0, daemon.address);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** True where the programs are there. A machine that must have them fails without. */
function installed({ name, program, packages }: DaemonKind): boolean {
  if (existsSync(program)) return true;
  const missing = `${name} is not installed: ${program} is missing (apt-get install ${packages.join(' ')})`;
  if (process.env['CI'] === 'true') throw new Error(missing);
  console.warn(`NOT TESTED: ${missing}`);
  return false;
}

it('has a real server for every protocol', () => {
  expect(DAEMONS.flatMap(({ protocols }) => protocols).sort()).toEqual([...STARTTLS_PROTOCOLS].sort());
});

describe.each(DAEMONS)('$name', (kind) => {
  const describeInstalled = describe.skipIf(!installed(kind));

  describeInstalled('that can do TLS', () => {
    let daemon: Daemon;
    beforeAll(async () => {
      daemon = await kind.start(true);
    });
    afterAll(() => daemon?.[Symbol.asyncDispose]());

    it.each(kind.protocols)(
      '%s: gives its certificate in the handshake behind the prelude',
      async (protocol) => {
        const socket = await connected(daemon, protocol);
        try {
          await startTls(protocol, socket, { serverName: 'server.example', signal: deadline() });
          const secure: TLSSocket = connect({
            socket,
            servername: 'server.example',
            rejectUnauthorized: false,
          });
          await once(secure, 'secureConnect', { signal: deadline() });
          expect(secure.getPeerCertificate().subject.CN).toBe('server.example');
          expect(secure.authorizationError).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
        } finally {
          socket.destroy();
        }
      },
    );
  });

  describeInstalled('that cannot', () => {
    let daemon: Daemon;
    beforeAll(async () => {
      daemon = await kind.start(false);
    });
    afterAll(() => daemon?.[Symbol.asyncDispose]());

    it.each(kind.protocols)('%s: is told as such', async (protocol) => {
      const socket = await connected(daemon, protocol);
      try {
        const { outcome, detail } = await outcomeOf(protocol, socket, deadline());
        expect(outcome, detail).toBe('starttls_unsupported');
        expect(detail).toMatch(NO[protocol]);
      } finally {
        socket.destroy();
      }
    });
  });
});
