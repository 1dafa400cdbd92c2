import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { leanBuiltins } from './lean-builtins.ts';
import { licensesOf } from './licenses.ts';

const ROOT = join(import.meta.dirname, '..');

/** The one file that production runs; it needs Node.js and nothing beside it. */
export const BUNDLE = join(ROOT, 'dist/tls-cert-exporter.mjs');

/** Some dependencies are CommonJS and ask for built-in modules by `require`, which an ES module does not have. */
const BANNER = `#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

/**
 * Writes the bundle to `outfile`, and beside it the licences of everything that went into it.
 *
 * Names are kept and lines stay short: a stack trace out of production names functions, and a line that a person can
 * look at. Only comments and white space go.
 */
export async function bundle(outfile: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    outfile,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js: BANNER },
    define: {
      __VERSION__: JSON.stringify(version()),
      __REVISION__: JSON.stringify(revision()),
    },
    plugins: [leanBuiltins],
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 120,
    legalComments: 'none',
    logLevel: 'warning',
  });
  writeFileSync(outfile, inAscii(readFileSync(outfile, 'utf8')));
  writeFileSync(
    join(dirname(outfile), 'THIRD-PARTY-LICENSES.txt'),
    licensesOf(ROOT, Object.keys(metafile.inputs)),
  );
}

/**
 * Escapes what esbuild leaves beyond ASCII, in regular expressions and tagged templates: one such character makes V8
 * keep the whole text, which it does for good, in two bytes each instead of one. No tag here reads the raw text.
 */
function inAscii(code: string): string {
  return code.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The commit that is built: `REVISION` where the build has no repository at hand (an image), else what git says. */
function revision(): string {
  const given = process.env['REVISION'];
  if (given) return given;
  try {
    const git = ['-C', ROOT, 'rev-parse', 'HEAD'];
    return execFileSync('git', git, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

if (import.meta.main) await bundle(process.argv[2] ?? BUNDLE);
