import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { whyUnreadable } from '../model/unreadable-words.ts';
import { ConfigError } from './config-error.ts';
import { keyPath, mistakes } from './issues.ts';
import { configKeys } from './keys.ts';
import { type FileConfig, fileSchema } from './schema.ts';

/** A configuration file larger than this is no configuration file. */
const MOST_BYTES = 4 * 1024 * 1024;
/** How often YAML aliases may be expanded: a few bytes of nested aliases can otherwise fill the memory. */
const MOST_ALIASES = 100;
/** One slip breaks everything that follows it: only the first faults of YAML are about what was written. */
const MOST_YAML_FAULTS = 3;

/**
 * Reads and checks a configuration file.
 * @throws ConfigError with one line for each mistake: file, line and column, path of the key, what was expected.
 */
export function loadConfigFile(path: string): FileConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`cannot read the configuration file ${path}: ${whyUnreadable(error)}`, {
      cause: error,
    });
  }
  return parseConfig(text, path);
}

/** Checks the text of a configuration file; `path` is only named in messages. */
export function parseConfig(text: string, path: string): FileConfig {
  return parseStrict(text, path, fileSchema);
}

/**
 * Checks a text in YAML against a schema; one that is empty is an empty mapping.
 * @throws ConfigError with one line for each mistake.
 */
export function parseStrict<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
): z.output<Schema> {
  if (text.length > MOST_BYTES)
    throw new ConfigError(`${path}: larger than ${MOST_BYTES} bytes, which no configuration is`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const faults = document.errors.map(
      (error) => `${path}:${position(lines, error.pos[0])}: not valid YAML: ${withoutPlace(error.message)}`,
    );
    const more = faults.length - MOST_YAML_FAULTS;
    if (more > 0)
      faults.splice(MOST_YAML_FAULTS, more, `${path}: and ${more} more that may follow from these`);
    throw new ConfigError(faults.join('\n'));
  }
  const value = toValue(document, path);
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    mistakes(parsed.error.issues, value, configKeys(schema))
      .map(
        (mistake) =>
          `${path}:${place(document, lines, mistake.path)}: ${keyPath(mistake.path)}: ${mistake.message}`,
      )
      .join('\n'),
  );
}

/** The parser's first line without "at line 3, column 1:", which stands in front already. */
function withoutPlace(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

function toValue(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    throw new ConfigError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** `line:column` of the key itself where the file holds it, else of the closest thing around it. */
function place(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return position(lines, node.range[0]);
  }
  return position(lines, document.contents?.range?.[0] ?? 0);
}

function position(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}
