import * as z from 'zod';
import { LOG_FORMATS, LOG_LEVELS } from '../log/levels.ts';
import { handshakeSchema } from './handshake-schema.ts';
import { compilePathRegex } from './path-regex.ts';
import { absolutePath, interval } from './schema-parts.ts';
import { trustSchema } from './trust-schema.ts';

/** Names of sources that the program gives itself. */
const RESERVED_NAMES: readonly string[] = ['default', 'flags', 'handshake'];

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
  handshake: handshakeSchema.optional(),
  trust: trustSchema.optional(),
  web: z.strictObject({ listen: z.array(z.string()).min(1).optional() }).default({}),
  log: z
    .strictObject({ level: z.enum(LOG_LEVELS).optional(), format: z.enum(LOG_FORMATS).optional() })
    .default({}),
});

/** What a valid configuration file says. */
export type FileConfig = z.output<typeof fileSchema>;
/** A `files` source of the configuration file. */
export type FilesSourceConfig = z.output<typeof filesSource>;
