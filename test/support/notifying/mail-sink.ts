import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { createChain } from '../certificate-factory.ts';
import { temporaryFile } from '../temporary-file.ts';

/** A mail as it was delivered. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  /** The whole message, headers included. */
  readonly content: string;
}

export interface MailSink {
  /** `localhost:PORT`. */
  readonly smarthost: string;
  readonly caFile: string;
  /** A file with the password of the user `alertmanager`. */
  readonly passwordFile: string;
  /** What was delivered, in order. */
  readonly mails: readonly Mail[];
}

const USER = 'alertmanager';
const PASSWORD = 'correct horse battery staple';

/** A real mail server on a free port, which takes mail by STARTTLS and from its one user alone. */
export async function mailSink(): Promise<MailSink> {
  const mails: Mail[] = [];
  const chain = createChain({ sans: ['DNS:localhost'] });
  const server = new SMTPServer({
    key: chain.leaf.privateKeyPem,
    cert: chain.leaf.pem + chain.intermediate.pem,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, { secure }, done) => {
      const isRight = secure && username === USER && password === PASSWORD;
      done(isRight ? null : new Error('535 not with this password'), isRight ? { user: USER } : undefined);
    },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const content = Buffer.concat(pieces).toString('utf8');
        const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/im.exec(content)?.[1] ?? '';
        mails.push({
          to: envelope.rcptTo.map(({ address }) => address),
          subject: subject.replaceAll(/\r\n[ \t]/g, ' '),
          content,
        });
        done(null);
      });
    },
  });
  // A client that goes away is nobody's fault here.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  );
  return {
    smarthost: `localhost:${(server.server.address() as AddressInfo).port}`,
    caFile: temporaryFile('mail-ca.pem', chain.root.pem),
    passwordFile: temporaryFile('smtp-password', PASSWORD),
    mails,
  };
}
