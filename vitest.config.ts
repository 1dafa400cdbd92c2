import { homedir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants the results as JSON; people read the terminal. */
const report = process.env['VITEST_JSON_REPORT'];

/** Where `.ci/go-tools` puts the programs that Debian has not, or not new enough: they go before the installed ones. */
const tools = join(
  process.env['TLS_CERT_EXPORTER_TOOLS'] ?? join(homedir(), '.cache/tls-cert-exporter-tools'),
  'bin',
);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files that need a container engine or a browser start slowly; nothing may depend on how fast.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A second, which is what it waits by itself, is not much on a machine that is busy.
    expect: { poll: { timeout: 20_000 } },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // One switch writes every golden file anew; without it a difference fails, and a file that is missing as well.
    update: process.env['UPDATE_GOLDEN'] === undefined ? 'none' : 'all',
    // The helper container that testcontainers cleans up with does not run on Debian's engine; tests stop what they start.
    env: { TESTCONTAINERS_RYUK_DISABLED: 'true', PATH: `${tools}:${process.env['PATH']}` },
  },
});
