import type { Plugin } from 'esbuild';

/** What dependencies ask for at their start and use only for something that is not done here, and what that is. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '@fastify/ajv-compiler': 'schemas of requests',
  '@fastify/fast-json-stringify-compiler': 'schemas of answers',
  '@fastify/proxy-addr': 'trust in proxies',
  '@opentelemetry/api': 'exemplars of metrics of the process',
  'light-my-request': 'requests that tests inject',
  semver: 'versions that plugins of the server ask for',
  'thread-stream': 'a log that another thread writes',
};

/**
 * Leaves packages out of the bundle of which nothing is ever called: V8 keeps the text of a module for as long as it is
 * loaded, and of these that is half a megabyte. Whoever does come to use one is told so.
 */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ path }) =>
      path in LEFT_OUT ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: stubOf(path) }));
  },
};

function stubOf(path: string): string {
  const message = `${path} is not part of the bundle: scripts/left-out.ts says that nobody needs ${LEFT_OUT[path]}`;
  return `
    const refuse = () => { throw new Error(${JSON.stringify(message)}); };
    module.exports = new Proxy(class {}, { get: refuse, apply: refuse, construct: refuse });
  `;
}
