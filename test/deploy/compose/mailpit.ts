/**
 * Stands in for Mailpit where its image cannot be pulled, with those of its settings and of its API that the
 * demonstration uses. Runs in the container of the service `mail`.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server';

interface Mail {
  readonly From: { readonly Address: string };
  readonly To: readonly { readonly Address: string }[];
  readonly Subject: string;
  readonly Text: string;
}

const setting = (name: string): string => process.env[name] ?? '';
const mails: Mail[] = [];

function keep({ mailFrom, rcptTo }: SMTPServerEnvelope, content: string): void {
  // RFC 5322, 2.2.3: a long header is folded into lines that begin with a space.
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(content)?.[1]?.replaceAll('\r\n', '') ?? '';
  mails.unshift({
    From: { Address: mailFrom === false ? '' : mailFrom.address },
    To: rcptTo.map(({ address }) => ({ Address: address })),
    Subject: subject,
    Text: content,
  });
}

new SMTPServer({
  cert: readFileSync(setting('MP_SMTP_TLS_CERT')),
  key: readFileSync(setting('MP_SMTP_TLS_KEY')),
  authOptional: setting('MP_SMTP_AUTH_ACCEPT_ANY') !== 'true',
  onAuth: (credentials, _session, done) => done(null, { user: credentials.username ?? '' }),
  onData: (stream, session, done) => {
    let content = '';
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      content += part;
    });
    stream.on('end', () => {
      keep(session.envelope, content);
      done();
    });
  },
}).listen(Number(setting('MP_SMTP_BIND_ADDR').split(':')[1]));

createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ messages: mails }));
}).listen(8025);
process.on('SIGTERM', () => process.exit(0));
