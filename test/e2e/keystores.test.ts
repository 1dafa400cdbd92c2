import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { MOST_ITERATIONS } from '../../src/formats/pkcs12/iterations.ts';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { duplicateSeries, parseSamples } from '../support/exposition.ts';
import { opensslKeystore, PASSPHRASE, writeKeystoreInput } from '../support/keystores.ts';
import { certificateBag, macData, pfx, plainContent } from '../support/pfx-writer.ts';
import { programMissing } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The names of the threads of a process, where they have any. */
const threads = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/task`).map((task) =>
    readFileSync(`/proc/${pid}/task/${task}/comm`, 'utf8').trim(),
  );

it.skipIf(programMissing('openssl'))(
  'the exporter as it is shipped opens keystores, gives a hostile one up, and keeps no thread',
  async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.p12'), opensslKeystore(writeKeystoreInput(temporaryFolder()), []));
    // No passphrase fits, and each one costs five million rounds.
    const bags = [certificateBag(createCertificate().der, 'slow')];
    const slow = pfx([plainContent(bags)], macData({ iterations: MOST_ITERATIONS }));
    writeFileSync(join(folder, 'b.p12'), slow);
    const passphrases = [...Array.from({ length: 500 }, (_, index) => `wrong ${index}`), PASSPHRASE];
    const list = temporaryFile('passphrases', [PASSPHRASE, ...passphrases].join('\n'));
    const source = { name: 'test', type: 'keystores', directories: [folder], timeout: '6s' };
    const settings = { sources: [{ ...source, passphrases: [{ list_file: list }] }] };
    const exporter = await startExporter([
      `--config.file=${temporaryFile('config.yml', JSON.stringify(settings))}`,
    ]);

    // For as long as the hostile one is being opened.
    await vi.waitFor(() => expect(threads(exporter.pid)).toContain('keystores'), { timeout: 60_000 });

    const scrape = async () => {
      const text = await (await fetch(`${exporter.url}/metrics`)).text();
      expect(duplicateSeries(text)).toEqual([]);
      expect(text).not.toContain(PASSPHRASE);
      return parseSamples(text).map(({ name, labels }) => ({ name, ...Object.fromEntries(labels) }));
    };
    await vi.waitFor(
      async () => {
        const samples = await scrape();
        expect(samples.filter(({ name }) => name === 'tls_cert_not_after_timestamp_seconds')).toMatchObject([
          { path: join(folder, 'a.p12'), entry: 'web', role: 'leaf' },
          { path: join(folder, 'a.p12'), entry: 'CN=Keystore CA', role: 'root' },
        ]);
        expect(samples.filter(({ name }) => name === 'tls_cert_problem')).toMatchObject([
          { path: join(folder, 'b.p12'), reason: 'timeout' },
        ]);
      },
      { timeout: 60_000, interval: 250 },
    );
    await vi.waitFor(() => expect(threads(exporter.pid)).not.toContain('keystores'), {
      timeout: 60_000,
      interval: 250,
    });
    expect(exporter.lines.join('\n')).not.toContain(PASSPHRASE);
    expect(await exporter.end('SIGTERM')).toBe(0);
  },
  180_000,
);
