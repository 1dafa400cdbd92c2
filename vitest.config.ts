import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files that need a container engine or a browser start slowly; nothing may depend on how fast.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
