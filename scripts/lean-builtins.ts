import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** Large, and used by those alone whose configuration asks for TLS: loaded with the first use of anything in them. */
const ON_DEMAND: ReadonlySet<string> = new Set(['node:http2', 'node:https', 'node:tls']);

/**
 * Takes Node's own modules by `process.getBuiltinModule` instead of an `import`. For an `import` Node.js reads every
 * property of the module once to give it as an export, and some of `node:http` load whole further modules when they
 * are read (`WebSocket` loads undici): 15 MB of resident memory for something that nobody uses here.
 */
export const leanBuiltins: Plugin = {
  name: 'lean-builtins',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path }) =>
      isBuiltin(path) ? { path: `node:${path.replace('node:', '')}`, namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: ON_DEMAND.has(path) ? onDemand(path) : `module.exports = ${load(path)};`,
    }));
  },
};

const load = (path: string): string => `process.getBuiltinModule(${JSON.stringify(path)})`;

/** A module with the same names, each of which loads the real one when it is read. */
function onDemand(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) as object);
  return names
    .map((name) => JSON.stringify(name))
    .map(
      (name) =>
        `Object.defineProperty(exports, ${name}, { enumerable: true, get: () => ${load(path)}[${name}] });`,
    )
    .join('\n');
}
