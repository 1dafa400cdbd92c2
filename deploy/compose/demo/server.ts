/** The server whose certificate is about to expire, and one whose is not: HTTPS by the name that is asked for. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';

const TLS = '/demo/tls';

/** Read for each connection: a renewed certificate is served at once. */
function contextOf(name: string): SecureContext {
  return createSecureContext({
    cert: readFileSync(`${TLS}/${name}.crt`),
    key: readFileSync(`${TLS}/${name}.key`),
  });
}

const server = createServer(
  {
    SNICallback: (asked, done) => {
      try {
        done(null, contextOf(asked === 'www.example.com' ? asked : 'shop.example.com'));
      } catch (error) {
        done(error as Error);
      }
    },
  },
  (_request, response) => response.end('Hello.\n'),
);
server.listen(443, () => console.log('shop.example.com and www.example.com are served'));
process.on('SIGTERM', () => process.exit(0));
