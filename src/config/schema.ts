import { z } from 'zod';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import { DURATION_EXPECTED, parseDuration } from './duration.ts';
import { compilePathRegex } from './path-regex.ts';

/** Names of sources that the program gives itself. */
const RESERVED_NAMES: readonly string[] = ['default', 'flags', 'handshake'];

/** Shortest interval between two collections that makes sense: below it a host does little else. */
const SHORTEST_INTERVAL_SECONDS = 1;
/** Longest one that a timer of Node can hold (2^31 - 1 milliseconds), rounded down to whole days. */
const LONGEST_INTERVAL_SECONDS = 24 * 86_400;

/** A duration in the file, seconds after reading. */
const duration = z.string(DURATION_EXPECTED).transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  context.addIssue({ code: 'custom', message: `expected ${DURATION_EXPECTED}, got ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** How often something is done. */
const interval = duration.refine(
  (seconds) => seconds >= SHORTEST_INTERVAL_SECONDS && seconds <= LONGEST_INTERVAL_SECONDS,
  { message: 'expected an interval between 1s and 24d' },
);

const absolutePath = z
  .string()
  .refine((path) => path.startsWith('/'), { message: 'expected an absolute path, one that begins with /' });

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

/** One `files` source as written. */
const filesSource = z
  .strictObject({
    name: z
      .string()
      .min(1, { message: 'expected a name' })
      .refine((name) => !RESERVED_NAMES.includes(name), {
        message: `expected another name: ${RESERVED_NAMES.join(', ')} are reserved`,
      }),
    type: z.literal('files').default('files'),
    include: z.array(absolutePath).default([]),
    directories: z.array(absolutePath).default([]),
    exclude: z.array(excludePattern).default([]),
    regex: pathRegex.optional(),
    interval: interval.optional(),
    timeout: interval.optional(),
    max_file_bytes: bytes.optional(),
  })
  .refine((source) => source.include.length + source.directories.length > 0, {
    message: 'expected at least one path in include or directories',
  });

/** The configuration file as written: strict, so that a misspelt key is an error and not silence. */
export const fileSchema = z.strictObject({
  root: absolutePath.optional(),
  scan: z.strictObject({ interval: interval.optional() }).default({}),
  sources: z
    .array(filesSource)
    .superRefine((sources, context) => {
      const seen = new Map<string, number>();
      for (const [index, { name }] of sources.entries()) {
        const first = seen.get(name);
        if (first === undefined) seen.set(name, index);
        else
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `expected a unique name: ${JSON.stringify(name)} is already sources[${first}]`,
          });
      }
    })
    .optional(),
  web: z.strictObject({ listen: z.array(z.string()).min(1).optional() }).default({}),
  log: z
    .strictObject({ level: z.enum(LOG_LEVELS).optional(), format: z.enum(LOG_FORMATS).optional() })
    .default({}),
});

/** What a valid configuration file says. */
export type FileConfig = z.output<typeof fileSchema>;
/** A `files` source of the configuration file. */
export type FilesSourceConfig = z.output<typeof filesSource>;
