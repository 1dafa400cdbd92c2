import { isPair, isScalar, parseAllDocuments, type Scalar, visit } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../../model/closest.ts';
import { WebConfigSchema, type WebConfigText } from './schema.ts';
import { WebConfigError } from './web-config-error.ts';

/** More aliases than this are no configuration but an attack on memory. */
const MAX_ALIASES = 100;

/** The only numbers of the format. */
const NUMBERS: readonly unknown[] = ['burst'];

/**
 * Reads the text of a web configuration file, strictly: an unknown or repeated key, a wrong type or an impossible
 * value is an error that names `file`, the key and what was expected. Values are never in the message: they may be
 * keys.
 *
 * As in exporter-toolkit it is YAML 1.1, of which only the first document counts.
 *
 * @throws WebConfigError
 */
export function parseWebConfig(text: string, file: string): WebConfigText {
  const result = WebConfigSchema.safeParse(readYaml(text, file));
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(describeIssue);
  throw new WebConfigError(file, issues.join('; '));
}

function readYaml(text: string, file: string): unknown {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, prettyErrors: false });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (document === undefined) return {};
  const [error] = document.errors;
  if (error !== undefined)
    throw new WebConfigError(file, `no valid YAML at character ${error.pos[0]}: ${error.message}`);
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(value) && !(isScalar(key) && NUMBERS.includes(key.value))) asWritten(value);
    },
    Scalar: (position, node, path) => {
      if (position !== 'key' && !isPair(path.at(-1))) asWritten(node);
    },
  });
  try {
    return withoutNulls(document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {});
  } catch (cause) {
    throw new WebConfigError(file, 'no valid YAML: an alias is unknown or used too often', cause);
  }
}

/** What is wrong where, and what was expected, in the words of YAML. */
function describeIssue(issue: z.core.$ZodIssue): string[] {
  const at = (...path: readonly PropertyKey[]): string => path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path);
    return issue.keys.map((key) => `${at(...issue.path, key)}: unknown key${didYouMean(key, known)}`);
  }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    const expected = 'expected' in issue ? WORDS[issue.expected] : undefined;
    if (expected !== undefined) return [`${at(...issue.path) || 'the file'}: expected ${expected}`];
  }
  return [`${at(...issue.path)}: ${issue.message}`];
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** The keys that there may be at a place of the file. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const whole = z.toJSONSchema(WebConfigSchema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
  const node = path.reduce<SchemaNode | undefined>((at, step) => at?.properties?.[String(step)], whole);
  return Object.keys(node?.properties ?? {});
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
};

/** A number where Go wants a string means its text: `X-XSS-Protection: 0`. */
function asWritten(node: Scalar): void {
  if (typeof node.value === 'number' || typeof node.value === 'bigint') node.value = node.source ?? '';
}

/** A key without a value is as good as none, at any depth. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}
