import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

/** Which rooms each room of `src` may import from, besides itself and `model`. The arrows of the house. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  matching: [],
  log: [],
  config: ['log', 'matching'],
  x509: [],
  formats: ['x509'],
  kubernetes: [],
  sources: ['formats', 'x509', 'kubernetes', 'matching'],
  handshake: ['formats', 'x509'],
  trust: ['formats', 'x509'],
  rotation: ['trust', 'formats', 'x509'],
  inventory: [],
  metrics: ['inventory'],
  http: ['metrics', 'inventory', 'log'],
  relay: ['http', 'metrics', 'log'],
  cli: ['config', 'log', 'app.ts', 'version.ts'],
  // The composition root and its parts know every stage.
  app: [
    'config',
    'log',
    'x509',
    'formats',
    'matching',
    'sources',
    'kubernetes',
    'handshake',
    'trust',
    'rotation',
    'inventory',
    'metrics',
    'http',
    'relay',
    'version.ts',
  ],
};

const room = (file: string): string => relative(SRC, file).split('/')[0] ?? '';

const imports = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name))
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']+)'|\bimport\('(\.[^']+)'\)/g)].map((match) => ({
      file,
      imported: join(dirname(file), match[1] ?? match[2] ?? ''),
    })),
  );

it('reads imports at all', () => {
  expect(imports.length).toBeGreaterThan(3);
});

it('knows every room of src', () => {
  const rooms = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map((entry) => entry.name).filter((name) => !(name in MAY_IMPORT))).toEqual([]);
});

it('imports point along the arrows only', () => {
  const against = imports
    .map(({ file, imported }) => ({ file, from: room(file), to: room(imported) }))
    .filter(({ from, to }) => !from.endsWith('.ts') && from !== to)
    .filter(({ to }) => to !== 'model')
    .filter(({ from, to }) => !MAY_IMPORT[from]?.includes(to))
    .map(({ file, to }) => `${relative(SRC, file)} imports ${to}`);
  expect(against).toEqual([]);
});

it('CONTRIBUTING.md tells the same arrows', () => {
  const told = readFileSync(join(SRC, '../CONTRIBUTING.md'), 'utf8')
    .split('\n')
    .map((line) => /^\| `(?<folder>\w+)\/` \| .* \| (?<allowed>[^|]+) \|$/.exec(line)?.groups)
    .filter((groups) => groups !== undefined)
    .map(({ folder = '', allowed = '' }): [string, string[]] => [
      folder,
      allowed.split(', ').filter((name) => name !== 'nothing' && name !== 'model'),
    ]);
  const held = Object.entries(MAY_IMPORT)
    .filter(([folder]) => folder !== 'app')
    .map(([folder, allowed]): [string, string[]] => [
      folder,
      allowed.filter((name) => name !== 'version.ts').map((name) => name.replace('.ts', '')),
    ]);
  const sorted = (pairs: readonly [string, string[]][]): Record<string, string[]> =>
    Object.fromEntries(pairs.map(([folder, allowed]) => [folder, allowed.toSorted()]));
  expect(sorted(told)).toEqual(sorted(held));
});

it('draws the inputs of properties in one way, so that a run can be repeated', () => {
  const test = import.meta.dirname;
  const importers = readdirSync(test, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && readFileSync(join(test, name), 'utf8').includes("from 'fast-check'"),
    )
    .filter((name) => name !== 'imports.test.ts');
  expect(importers).toEqual(['support/fast-check.ts']);
});
