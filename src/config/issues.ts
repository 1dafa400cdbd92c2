import type * as z from 'zod';
import { didYouMean } from '../model/closest.ts';
import { keyHint } from './key-hint.ts';

type Issue = z.core.$ZodIssue;

const INDEFINITE: Record<string, string> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  undefined: 'nothing',
};

/** `sources[0].include` for the path of a key; `(top level)` for the file itself. */
export function keyPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(top level)';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** What a value is, in words that a person who writes YAML knows. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return JSON.stringify(value);
}

/** Looks up the value at a path of a parsed document. */
function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    document,
  );
}

/** Whether somebody may have written a passphrase where only the place of one belongs: messages end up in logs. */
function isSecret(path: readonly PropertyKey[], value: unknown): boolean {
  return path.includes('passphrases') && typeof value !== 'object' && value !== undefined;
}

/** One mistake in a configuration: where, and what was expected. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Says what zod found in sentences: the path of the key, what was expected, what is there. */
export function mistakes(
  issues: readonly Issue[],
  document: unknown,
  knownKeys: readonly string[],
): Mistake[] {
  return issues.flatMap((issue): Mistake[] => {
    const value = valueAt(document, issue.path);
    const got = isSecret(issue.path, value) ? 'a value that is not shown' : describe(value);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({
          path: [...issue.path, key],
          message: `unknown key${keyHint([...issue.path, key], knownKeys)}`,
        }));
      case 'invalid_type': {
        const expected = issue.message.startsWith('Invalid input')
          ? (INDEFINITE[issue.expected] ?? issue.expected)
          : issue.message;
        return [{ path: issue.path, message: `expected ${expected}, got ${got}` }];
      }
      case 'invalid_value':
        return [{ path: issue.path, message: `expected ${oneOf(issue.values.map(String), value, got)}` }];
      case 'invalid_union': {
        const named = 'options' in issue ? issue.options?.filter((option) => typeof option === 'string') : [];
        const meant =
          'errors' in issue ? issue.errors.find((branch) => !branch.some(isWrongKind)) : undefined;
        if (meant !== undefined) {
          const inside = meant.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
          return mistakes(inside, document, knownKeys);
        }
        // A union that no key tells apart has a sentence of its own.
        const message = named?.length ? `expected ${oneOf(named, value, got)}` : issue.message;
        return [{ path: issue.path, message }];
      }
      case 'too_small':
        return [
          {
            path: issue.path,
            message: issue.message.startsWith('Too small') ? 'expected at least one entry' : issue.message,
          },
        ];
      default:
        return [{ path: issue.path, message: issue.message }];
    }
  });
}

/** `a or b, got "aa" (did you mean a?)`. */
function oneOf(choices: readonly string[], value: unknown, got: string): string {
  return `${choices.join(' or ')}, got ${got}${typeof value === 'string' ? didYouMean(value, choices) : ''}`;
}

/** Whether a branch of a union is about another kind of value altogether: a string where a mapping is. */
function isWrongKind({ code, path }: Issue): boolean {
  return code === 'invalid_type' && path.length === 0;
}
