import * as z from 'zod';
import { compilePathRegex } from './path-regex.ts';
import { absolutePath, interval } from './schema-parts.ts';

/** Names of sources that the program gives itself. */
const RESERVED_NAMES: readonly string[] = ['default', 'flags', 'handshake'];

/** The `source` label. */
export const sourceName = z
  .string()
  .min(1, { message: 'expected a name' })
  .refine((name) => !RESERVED_NAMES.includes(name), {
    message: `expected another name: ${RESERVED_NAMES.join(', ')} are reserved`,
  });

const excludePattern = z.string().refine((pattern) => pattern.startsWith('/') || pattern.startsWith('**/'), {
  message: 'expected an absolute path, or a pattern that begins with **/',
});

const pathRegex = z.string().transform((text, context) => {
  const compiled = compilePathRegex(text);
  if (compiled instanceof RegExp) return compiled;
  context.addIssue({ code: 'custom', message: `expected a regular expression: ${compiled.invalid}` });
  return z.NEVER;
});

const bytes = z.int().min(1024, { message: 'expected at least 1024 bytes' });

/** The keys by which a source names files, and what limits the reading of them. */
export const pathKeys = {
  include: z.array(absolutePath).default([]),
  directories: z.array(absolutePath).default([]),
  exclude: z.array(excludePattern).default([]),
  regex: pathRegex.optional(),
  timeout: interval.optional(),
  max_file_bytes: bytes.optional(),
};

interface NamedPaths {
  readonly include: readonly string[];
  readonly directories: readonly string[];
}

/** A source of files has to name some. */
export function wantsSomething({ include, directories }: NamedPaths, context: z.RefinementCtx): void {
  if (include.length + directories.length > 0) return;
  const message = 'expected at least one path in include or directories';
  context.addIssue({ code: 'custom', message });
}
