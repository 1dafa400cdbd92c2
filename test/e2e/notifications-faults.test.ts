import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { alertmanagerMissing } from '../support/alertmanager.ts';
import { faultyHost } from '../support/notifying/faulty-host.ts';
import { damagedTrust, noTrust } from '../support/notifying/faulty-trust.ts';
import { PATIENCE, startStack } from '../support/notifying/stack.ts';
import { prometheusMissing } from '../support/prometheus.ts';

/** An exporter that cannot be scraped until it is mended. */
async function brokenExporter(): Promise<{ address: string; mend: () => void }> {
  let status = 503;
  const server = createServer((_, response) =>
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const mend = (): void => {
    status = 200;
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, mend };
}

describe.skipIf(prometheusMissing('notifications') || alertmanagerMissing('built'))(
  'faults of all kinds at once',
  () => {
    it('each is told once, by its own alert alone, and as ended once', async () => {
      const host = await faultyHost();
      const damaged = await damagedTrust();
      const bare = await noTrust();
      const absent = await brokenExporter();
      const addresses = [host, damaged, bare].map(({ exporter }) => new URL(exporter.url).host);
      const stack = await startStack('built', 'payload', [...addresses, absent.address]);
      // The last to fire of all, so that the others have: it waits the longest, with what is stale.
      await vi.waitFor(async () => expect(await stack.firing()).toContain('TLSRotationNeverRun'), PATIENCE);

      const { folder, ports } = host;
      const critical = [
        `${absent.address} is gone`,
        `2 runtime(s) on ${addresses[2]} can verify nobody`,
        'Bundle of trusted roots /etc/ssl/certs/ca-certificates.crt: damaged_block',
        'Certificate CN=expired has expired',
        'Certificate CN=served expired has expired',
        'Revocation list of CN=Expired List CA is out of date',
        'Rotation failed failed',
        `TLS handshakes with localhost:${ports.refusing} fail`,
      ].map((title) => `[CRITICAL] ${title}`);
      const warning = [
        '/opt/left.pem and /opt/right.pem do not hold the same roots',
        `${folder}/broken/cut.crt: malformed_pem`,
        'Bundle of trusted roots /opt/expired.pem: expired',
        'Certificate CN=overdue should have been renewed by now',
        'Certificate CN=six days overdue should have been renewed by now',
        'Certificate CN=tomorrow is not valid yet',
        'Revocation list of CN=Overdue List CA should have been replaced by now',
        'Rotation never has never run',
        'Rotation overdue is overdue',
        'Rotation refused refused the new content',
        'Rotation rolled-back was taken back',
        `Source closed on ${addresses[0]} cannot be listed`,
        `The chain of localhost:${ports.chain} expires before its certificate`,
        `The new configuration of ${addresses[0]} was refused`,
        'Trusted root CN=Old Root has expired (2 alerts)',
        `localhost:${ports.old} does not serve the certificate that is stored`,
      ].map((title) => `[WARNING] ${title}`);
      expect(await stack.settled()).toEqual({
        messages: [...critical, ...warning].toSorted(),
        mails: [
          ...critical.map((title) => `on-call@example.com ${title}`),
          ...warning.map((title) => `operators@example.com ${title}`),
        ].toSorted(),
        refusals: [],
      });
    }, 300_000);
  },
);
