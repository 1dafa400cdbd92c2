import type { StartTlsProtocol } from '../../src/model/handshake-module.ts';

/** One exchange: what the server waits for (nothing: it speaks first), and what it says then. */
export interface Exchange {
  readonly hears?: string | Buffer;
  readonly says: string | Buffer;
}

export const LDAP_REQUEST = Buffer.from(
  '301d02010177188016312e332e362e312e342e312e313436362e3230303337',
  'hex',
);
export const POSTGRES_REQUEST = Buffer.from('0000000804d2162f', 'hex');

/** An LDAPMessage with an ExtendedResponse. */
export function ldapResponse(code: number, message = '', id = 1): Buffer {
  const text = Buffer.from(message, 'latin1');
  const result = Buffer.concat([Buffer.from([0x0a, 1, code, 0x04, 0, 0x04, text.length]), text]);
  const operation = Buffer.concat([Buffer.from([0x78, result.length]), result]);
  return Buffer.concat([Buffer.from([0x30, operation.length + 3, 2, 1, id]), operation]);
}

/** One packet of the MySQL protocol. */
export function mysqlPacket(body: Buffer, sequence = 0): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, body]);
}

/** A greeting of MySQL 8.0 with these lower capability flags. */
export function mysqlGreeting(flags: number): Buffer {
  const body = Buffer.concat([
    Buffer.from('\x0a8.0.40\0', 'latin1'),
    Buffer.alloc(12, 7),
    Buffer.from([0, flags & 0xff, flags >> 8, 0xff, 2, 0, 0xff, 0xdf, 21]),
    Buffer.alloc(10),
    Buffer.from('scramble-two\0caching_sha2_password\0', 'latin1'),
  ]);
  return mysqlPacket(body);
}

/** How the beginning of the client's SSLRequest looks: length, sequence, flags with CLIENT_SSL. */
export const MYSQL_SSL_REQUEST_HEAD = Buffer.from('20000001018a0000', 'hex');

export const XMPP_HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' " +
  "id='1' from='server.example' version='1.0' xml:lang='en'>";
export const XMPP_TLS = "xmlns='urn:ietf:params:xml:ns:xmpp-tls'";

/** A server of each protocol that gives the go-ahead as its RFC shows it. MySQL's is the client's own request. */
export const WILLING: Readonly<Record<StartTlsProtocol, readonly Exchange[]>> = {
  smtp: [
    { says: '220-mail.example ESMTP\r\n220 ready\r\n' },
    {
      hears: 'EHLO [127.0.0.1]\r\n',
      says: '250-mail.example\r\n250-SIZE 1000\r\n250-StartTLS\r\n250 HELP\r\n',
    },
    { hears: 'STARTTLS\r\n', says: '220 2.0.0 Ready to start TLS\r\n' },
  ],
  lmtp: [
    { says: '220 mail.example LMTP\r\n' },
    { hears: 'LHLO [127.0.0.1]\r\n', says: '250-mail.example\r\n250-PIPELINING\r\n250 STARTTLS\r\n' },
    { hears: 'STARTTLS\r\n', says: '220 2.0.0 Begin TLS\r\n' },
  ],
  imap: [
    { says: '* OK [CAPABILITY IMAP4rev1] ready\r\n' },
    {
      hears: 'a1 CAPABILITY\r\n',
      says: '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK done\r\n',
    },
    { hears: 'a2 STARTTLS\r\n', says: 'a2 OK Begin TLS negotiation now.\r\n' },
  ],
  pop3: [
    { says: '+OK POP3 ready\r\n' },
    { hears: 'CAPA\r\n', says: '+OK\r\nTOP\r\nSTLS\r\nSASL PLAIN\r\n.\r\n' },
    { hears: 'STLS\r\n', says: '+OK Begin TLS negotiation now.\r\n' },
  ],
  ftp: [
    { says: '220-Welcome\r\n  to our files\r\n220-really\r\n220 ready\r\n' },
    { hears: 'AUTH TLS\r\n', says: '234 Proceed with negotiation.\r\n' },
  ],
  ldap: [{ hears: LDAP_REQUEST, says: ldapResponse(0) }],
  postgres: [{ hears: POSTGRES_REQUEST, says: 'S' }],
  mysql: [{ says: mysqlGreeting(0xffff) }],
  xmpp: [
    {
      hears: "to='server.example'",
      says: `${XMPP_HEADER}<stream:features><starttls ${XMPP_TLS}><required/></starttls></stream:features>`,
    },
    { hears: `<starttls ${XMPP_TLS}/>`, says: `<proceed ${XMPP_TLS}/>` },
  ],
  nntp: [
    { says: '200 news.example ready\r\n' },
    { hears: 'CAPABILITIES\r\n', says: '101 Capability list:\r\nVERSION 2\r\nREADER\r\nSTARTTLS\r\n.\r\n' },
    { hears: 'STARTTLS\r\n', says: '382 Begin TLS negotiation now\r\n' },
  ],
  sieve: [
    { says: '"IMPLEMENTATION" "Example"\r\n"SASL" ""\r\n"STARTTLS"\r\n"VERSION" "1.0"\r\nOK "ready"\r\n' },
    { hears: 'STARTTLS\r\n', says: 'OK "Begin TLS negotiation now."\r\n' },
  ],
};
