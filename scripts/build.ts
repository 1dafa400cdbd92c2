import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { leanBuiltins } from './lean-builtins.ts';
import { leftOut } from './left-out.ts';
import { licensesOf } from './licenses.ts';
import { X509_LIBRARY, X509_LIBRARY_BUILD, x509Library } from './x509-library.ts';

const ROOT = join(import.meta.dirname, '..');

/** What production runs; it needs Node.js and the parts beside it, which are loaded where they are needed. */
export const BUNDLE = join(ROOT, 'dist/tls-cert-exporter.mjs');

/** How the names of the parts begin. */
const PART = 'part-';

/** Some dependencies are CommonJS and ask for built-in modules by `require`, which an ES module does not have. */
const BANNER = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

const SHEBANG = '#!/usr/bin/env node\n';

/**
 * Names are kept and lines stay short: a stack trace out of production names functions, and a line that a person can
 * look at. Only comments and white space go.
 */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  metafile: true,
  write: false,
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Writes the bundle to `outfile`, and beside it its parts and the licences of everything that went into them. What is
 * imported on demand (a command, the configuration file's schema) is a part, so that nobody holds what he does not use.
 */
export async function bundle(outfile: string): Promise<void> {
  const folder = dirname(outfile);
  const program = await build({
    ...COMMON,
    entryPoints: [{ in: 'src/main.ts', out: basename(outfile, extname(outfile)) }],
    outdir: folder,
    outExtension: { '.js': extname(outfile) },
    chunkNames: `${PART}[name]-[hash]`,
    splitting: true,
    format: 'esm',
    banner: { js: BANNER },
    define: {
      __VERSION__: JSON.stringify(version()),
      __REVISION__: JSON.stringify(revision()),
    },
    plugins: [leanBuiltins, leftOut, x509Library],
  });
  const library = await build({
    ...COMMON,
    ...X509_LIBRARY_BUILD,
    outfile: join(folder, X509_LIBRARY),
  });
  mkdirSync(folder, { recursive: true });
  // Those of a build before have other names.
  for (const name of readdirSync(folder)) if (name.startsWith(PART)) rmSync(join(folder, name));
  for (const { path, text } of [...program.outputFiles, ...library.outputFiles]) {
    writeFileSync(path, (basename(path) === basename(outfile) ? SHEBANG : '') + inAscii(text));
  }
  const inputs = [program, library].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licensesOf(ROOT, inputs));
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
