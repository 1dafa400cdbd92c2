import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants the results as JSON; people read the terminal. */
const report = process.env['VITEST_JSON_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files that need a container engine or a browser start slowly; nothing may depend on how fast.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // The helper container that testcontainers cleans up with does not run on Debian's engine; tests stop what they start.
    // One switch writes every golden file anew; without it a difference fails, and a file that is missing as well.
    update: process.env['UPDATE_GOLDEN'] === undefined ? 'none' : 'all',
    env: { TESTCONTAINERS_RYUK_DISABLED: 'true' },
  },
});
