import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { DEFAULT_LISTEN } from './settings-flags.ts';
import { UsageError } from './usage-error.ts';

/** Longer than any answer of a healthy exporter takes, shorter than Docker's own default of 30 seconds. */
const TIMEOUT_MILLISECONDS = 3000;

/** Answers of a server that is alive, though it does not let an anonymous client in. */
const ALIVE_STATUSES: ReadonlySet<number> = new Set([200, 401, 403, 429]);

export const healthcheck: Command = {
  name: 'healthcheck',
  summary: 'Ask the exporter on this host whether it is healthy; for container images, which have no shell.',
  flags: [
    {
      name: 'web.listen-address',
      value: 'ADDRESS',
      help: `the address that the exporter was given to listen on (default ${DEFAULT_LISTEN})`,
    },
  ],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const address = args.value('web.listen-address') ?? DEFAULT_LISTEN;
    const answer = await ask(authority(address));
    const healthy = typeof answer === 'number' && ALIVE_STATUSES.has(answer);
    if (healthy) return EXIT.ok;
    const what = typeof answer === 'number' ? `answered ${answer}` : `does not answer: ${answer}`;
    terminal.stderr.write(`the exporter at ${address} ${what}\n`);
    return EXIT.failure;
  },
};

/** Where to reach, from this host, what listens on an address: an empty or unspecified host is the loopback. */
export function authority(listenAddress: string): string {
  const match = /^(.*):(\d+)$/.exec(listenAddress);
  const [, host = '', port] = match ?? [];
  if (port === undefined) {
    throw new UsageError(
      `--web.listen-address: expected HOST:PORT or :PORT, got ${JSON.stringify(listenAddress)}`,
    );
  }
  if (host === '' || host === '0.0.0.0') return `127.0.0.1:${port}`;
  if (host === '[::]') return `[::1]:${port}`;
  return `${host}:${port}`;
}

/** The status of the answer, or why there is none. A server that speaks TLS is asked again by TLS. */
async function ask(where: string): Promise<number | string> {
  const plain = await request(httpGet, `http://${where}/-/healthy`);
  // Node's TLS server drops a plain request without an answer; others answer 400.
  if (plain !== 400 && plain !== 'ECONNRESET' && plain !== 'HPE_INVALID_CONSTANT') return plain;
  const secure = await request(httpsGet, `https://${where}/-/healthy`);
  // An alert is an answer of a TLS server that is alive and wants a client certificate.
  return typeof secure === 'string' && /ALERT/.test(secure) ? 401 : secure;
}

function request(get: typeof httpGet, url: string): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  // Whether the certificate is a good one is not asked: this is the same host, and only a sign of life is wanted.
  const options = { timeout: TIMEOUT_MILLISECONDS, rejectUnauthorized: false, agent: false };
  const asking = get(url, options, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  asking.on('timeout', () => {
    resolve(`no answer in ${TIMEOUT_MILLISECONDS / 1000} s`);
    asking.destroy();
  });
  asking.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  return promise;
}
