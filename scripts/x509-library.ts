import type { BuildOptions, Plugin } from 'esbuild';

/** The file beside the bundle that holds @peculiar/x509 and all that it needs. */
export const X509_LIBRARY = 'part-x509-library.cjs';

/**
 * Keeps the library in a file of its own. It is half a megabyte for the sake of few certificates, and where one comes
 * it has to be there at once: what is loaded by `import()` comes too late, so this is CommonJS and asked for by
 * `require`.
 */
export const x509Library: Plugin = {
  name: 'x509-library',
  setup(build) {
    build.onResolve({ filter: /^(?:@peculiar\/x509|reflect-metadata)$/ }, () => ({
      path: `./${X509_LIBRARY}`,
      external: true,
    }));
  },
};

/** How that file is built. */
export const X509_LIBRARY_BUILD = {
  stdin: {
    contents: `require('reflect-metadata'); module.exports = require('@peculiar/x509');`,
    resolveDir: import.meta.dirname,
  },
  format: 'cjs',
} as const satisfies BuildOptions;
