import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createCertificate } from '../support/certificate-factory.ts';
import { askNow } from '../support/grafana/ask-prometheus.ts';
import { QUERIES } from '../support/grafana/classic-dashboard.ts';
import { exporting } from '../support/grafana/exporting.ts';
import { interpolate } from '../support/grafana/interpolate.ts';
import { scrapingPrometheus } from '../support/grafana/scraping-prometheus.ts';
import { prometheusMissing } from '../support/prometheus.ts';

const CERTIFICATES = 20_000;
const FILES = 10;
const DAY = 86_400;
/** What a browser may be sent for one query. */
const MOST_SERIES = 100;
const SLOW = 240_000;

/** Leaves whose ends lie anywhere from half a year ago to a year ahead, by as many issuers as certificates. */
function writeCertificates(folder: string): void {
  const now = Math.floor(Date.now() / 1000);
  const key = 'ed25519';
  for (let file = 0; file < FILES; file++) {
    const pems = Array.from({ length: CERTIFICATES / FILES }, (_, index) => {
      const number = file * (CERTIFICATES / FILES) + index;
      return createCertificate({
        key,
        subject: `${number}.example.com`,
        notBefore: now - 200 * DAY,
        notAfter: now + ((number % 540) - 180) * DAY + 3600,
        signed: false,
      }).pem;
    });
    writeFileSync(join(folder, `${file}.pem`), pems.join(''));
  }
}

describe.skipIf(prometheusMissing('the dashboard with 20,000 certificates'))('20,000 certificates', () => {
  it(
    'are never sent to a browser one by one',
    async () => {
      await using stack = new AsyncDisposableStack();
      const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-many-'));
      stack.defer(() => rmSync(folder, { recursive: true, force: true }));
      writeCertificates(folder);
      const source = { name: 'many', type: 'files', directories: [folder] };
      // Targets that nobody serves, so that what lists failures has much to list.
      const targets = Array.from({ length: 300 }, (_, index) => ({
        target: `127.0.0.${(index % 250) + 1}:${1 + (index % 7)}`,
      }));
      const unique = [...new Map(targets.map((each) => [each.target, each])).values()];
      const handshake = { interval: '5s', timeout: '1s', targets: unique };
      const target = await exporting(stack, { sources: [source], handshake });
      const url = await scrapingPrometheus(stack, { folder, targets: [target], interval: '5s' });
      await vi.waitFor(
        async () => {
          expect((await askNow(url, 'count(tls_cert_info)'))[0]?.values).toEqual([CERTIFICATES]);
          expect((await askNow(url, 'count(tls_handshake_success)'))[0]?.values[0]).toBeGreaterThan(
            MOST_SERIES,
          );
        },
        { timeout: 120_000, interval: 1000 },
      );
      const shown = { range: 300, rateInterval: 20 };
      const answers: Record<string, number> = {};
      for (const { place, expr } of QUERIES) {
        const series = await askNow(url, interpolate(expr, { role: '$__all' }, shown));
        answers[place] = series.length;
        expect.soft(series.length, place).toBeLessThanOrEqual(MOST_SERIES);
      }
      // And what is there is shown: the table is full, and its queries are of the same certificates.
      expect(answers).toMatchObject({
        'What expires next A': MOST_SERIES,
        'What expires next B': MOST_SERIES,
        'What expires next C': MOST_SERIES,
        'Handshakes by target A': MOST_SERIES,
        'Handshakes by target B': MOST_SERIES,
        'Issuers A': 10,
        'Most of the lifetime used A': 10,
      });
    },
    SLOW,
  );
});
