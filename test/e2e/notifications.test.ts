import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wait } from 'testcontainers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { alertmanagerMissing } from '../support/alertmanager.ts';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { buildImage, engineMissing, HardenedContainer } from '../support/docker.ts';
import { PATIENCE, type Stack, startStack } from '../support/notifying/stack.ts';
import { prometheusMissing } from '../support/prometheus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

/** A certificate that lives ninety days and has so many left. */
const withLeft = (subject: string, days: number): string =>
  createCertificate({ subject, notBefore: now - (90 - days) * DAY, notAfter: now + days * DAY }).pem;

/** A folder with a certificate that is about to expire and one that is as it should be. */
function certificates(): string {
  const folder = temporaryFolder();
  for (const [name, days] of [
    ['www.example.com', 5],
    ['api.example.com', 60],
  ] as const) {
    const file = join(folder, `${name}.crt`);
    writeFileSync(file, withLeft(name, days));
    chmodSync(file, 0o644);
  }
  return folder;
}

const ALERT = 'CA_Certificate_Expiring_Soon';
const SUMMARY = 'CA certificate CN=www.example.com expires in < 7 days';

/** The whole way of one fault: told once, mended, told as ended once. */
async function tellsOnce({ firing, settled, texts }: Stack, folder: string, path: string): Promise<void> {
  // That its renewal is overdue fires as well, later, and is not told.
  await vi.waitFor(async () => {
    expect(await firing()).toEqual([ALERT, 'TLSCertificateRenewalOverdue']);
  }, PATIENCE);
  expect(await settled()).toEqual({
    messages: [`${ALERT}: [WARNING] ${SUMMARY}`],
    mails: [`operators@example.com [WARNING] ${SUMMARY}`],
    refusals: [],
  });
  const [text] = texts();
  expect(text).toContain(`in ${path}`);
  expect(text).toContain(`tls-cert-exporter check ${path}`);

  writeFileSync(join(folder, 'www.example.com.crt'), withLeft('www.example.com', 90));
  await vi.waitFor(async () => expect(await firing()).toEqual([]), PATIENCE);
  // Both have ended for Alertmanager too once the message is there; what was not told is not told as ended.
  await vi.waitFor(() => expect(texts().some((each) => each.includes('RESOLVED'))).toBe(true), PATIENCE);
  expect(await settled()).toEqual({
    messages: [`${ALERT}: [WARNING] ${SUMMARY}`, `[RESOLVED] ${SUMMARY}`],
    mails: [`operators@example.com [RESOLVED] ${SUMMARY}`, `operators@example.com [WARNING] ${SUMMARY}`],
    refusals: [],
  });
}

describe.skipIf(prometheusMissing('notifications'))(
  'a certificate about to expire is one mail and one message',
  () => {
    it.skipIf(alertmanagerMissing('debian'))(
      'by the Alertmanager of Debian and the relay, and ends as one of each',
      async () => {
        const folder = certificates();
        const exporter = await startExporter([`--certificates-dir=${folder}`, '--scan.interval=1s']);
        const stack = await startStack('debian', 'relay', [new URL(exporter.url).host]);
        await tellsOnce(stack, folder, join(folder, 'www.example.com.crt'));
      },
      300_000,
    );

    it.skipIf(alertmanagerMissing('built') || engineMissing('notifications about the image'))(
      'from the image, by an Alertmanager that makes the message itself, and ends as one of each',
      async () => {
        buildImage();
        const folder = certificates();
        const container = await new HardenedContainer()
          .withBindMounts([{ source: folder, target: '/certificates', mode: 'ro' }])
          .withCommand(['--certificates-dir=/certificates', '--scan.interval=1s'])
          .withWaitStrategy(Wait.forHttp('/-/ready', 9201))
          .start();
        onTestFinished(async () => {
          await container.stop();
        });
        const address = `${container.getHost()}:${container.getMappedPort(9201)}`;
        const stack = await startStack('built', 'payload', [address]);
        await tellsOnce(stack, folder, '/certificates/www.example.com.crt');
      },
      600_000,
    );
  },
);
