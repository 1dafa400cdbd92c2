import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { COMMANDS, DEFAULT_COMMAND } from '../src/cli/commands.ts';
import { parse } from '../src/cli/parse.ts';
import { configKeys } from '../src/config/keys.ts';
import { parseConfig } from '../src/config/load.ts';
import { programMissing, runProgram } from './support/programs.ts';
import { temporaryFile } from './support/temporary-file.ts';

const ROOT = join(import.meta.dirname, '..');

/** Every page that people copy from. */
const PAGES = ['README.md', 'CONTRIBUTING.md', 'docs', 'deploy'].flatMap((name) =>
  name.endsWith('.md')
    ? [join(ROOT, name)]
    : readdirSync(join(ROOT, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
        .map((entry) => join(entry.parentPath, entry.name)),
);

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const BLOCKS: readonly Block[] = PAGES.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^ *```(\w+)\n([\s\S]*?)^ *```$/gm)].map((match) => ({
    page: relative(ROOT, path),
    language: match[1] ?? '',
    text: match[2] ?? '',
  })),
);

/** Command lines of ours: out of blocks for the shell, and out of the text where one stands in backquotes. */
const LINES = [
  ...BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ page, text }) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => ({ page, line: line.trim() })),
  ),
  ...PAGES.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/`(tls-cert-exporter [^`\n]+)`/g)].map((match) => ({
      page: relative(ROOT, path),
      line: match[1] ?? '',
    })),
  ),
].filter(
  ({ line }) => !line.includes('[command]') && /^(?:sudo )?(?:tls-cert-exporter|npm start --) /.test(line),
);

/** The words of a command line, as a shell splits them, up to a comment, a pipe, a redirection or the next command. */
function words(line: string): string[] {
  const found: string[] = [];
  for (const [, double, single, bare] of line.matchAll(
    /"([^"]*)"|'([^']*)'|([^\s"']+(?:["'][^"']*["'])?)/g,
  )) {
    const word = double ?? single ?? bare ?? '';
    if (bare !== undefined && /^(?:#|\||&|>|2>|;)/.test(bare)) break;
    found.push(word.replace(/;$/, ''));
    if (bare?.endsWith(';')) break;
  }
  return found;
}

describe('command lines in the documentation', () => {
  it('are there', () => {
    expect(LINES.length).toBeGreaterThan(30);
  });

  it.each(LINES)('$page: $line', async ({ line }) => {
    const given = words(line.replace(/^(?:sudo )?(?:tls-cert-exporter|npm start --) /, ''));
    const named = given[0] !== undefined && !given[0].startsWith('-');
    const load = COMMANDS.get(named ? (given[0] ?? '') : DEFAULT_COMMAND);
    if (load === undefined) throw new Error(`there is no command ${given[0]}`);
    const command = await load();
    expect(() => parse(command, named ? given.slice(1) : given)).not.toThrow();
  });
});

const TOP_LEVEL = new Set(configKeys().map((key) => key.split(/[.[]/)[0]));

describe('configuration files in the documentation', () => {
  const files = BLOCKS.filter(({ language, text }) => {
    if (language !== 'yaml') return false;
    const keys = Object.keys((parseDocument(text).toJS() as object | null) ?? {});
    return keys.length > 0 && keys.every((key) => TOP_LEVEL.has(key));
  });

  it('are there', () => {
    expect(files.length).toBeGreaterThan(15);
  });

  it.each(files)('$page: $text', ({ page, text }) => {
    expect(() => parseConfig(text, page)).not.toThrow();
  });
});

it.skipIf(programMissing('promtool'))('queries in the documentation are taken by Prometheus', () => {
  const queries = BLOCKS.filter(({ language }) => language === 'promql');
  expect(queries.length).toBeGreaterThan(10);
  const rules = queries.map(({ text }, index) => ({ record: `query:number:${index}`, expr: text }));
  const file = temporaryFile('rules.yml', JSON.stringify({ groups: [{ name: 'docs', rules }] }));
  const { status, stderr } = runProgram('promtool', ['check', 'rules', file]);
  expect({ status, stderr: stderr.replace(/^.*(?:duplicate|Checking).*$/gm, '') }).toMatchObject({
    status: 0,
  });
});
