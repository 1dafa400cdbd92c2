import * as z from 'zod';
import { parseTargetAddress, TARGET_EXPECTED } from '../model/target-address.ts';
import { DEFAULT_MODULE } from './handshake-settings.ts';
import { absolutePath, duration } from './schema-parts.ts';

/** Longest time for one program, one handshake or one download of a rotation. */
const LONGEST_TIMEOUT_SECONDS = 3600;

const timeout = duration.refine((seconds) => seconds >= 0.1 && seconds <= LONGEST_TIMEOUT_SECONDS, {
  message: 'expected a timeout between 100ms and 1h',
});

const httpsUrl = z.string().refine((text) => URL.parse(text)?.protocol === 'https:', {
  message: 'expected a URL that begins with https://',
});

/** Like a fingerprint, but never with colons: tools print the hash of a file so. */
const sha256 = z.string().transform((text, context) => {
  const digits = text.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  const message = `expected a SHA-256 of 64 hex digits, got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const signature = z.strictObject({ url: httpsUrl, public_key_file: absolutePath });

/** Where the new content comes from, as written. */
export const originSchema = z
  .strictObject({
    file: absolutePath.optional(),
    folder: absolutePath.optional(),
    url: httpsUrl.optional(),
    sha256: sha256.optional(),
    signature: signature.optional(),
    ca_file: absolutePath.optional(),
    timeout: timeout.optional(),
  })
  .superRefine((origin, context) => {
    const refuse = (key: string | undefined, message: string): void =>
      context.addIssue({ code: 'custom', path: key === undefined ? [] : [key], message });
    const named = [origin.file, origin.folder, origin.url].filter((place) => place !== undefined);
    if (named.length !== 1) refuse(undefined, 'expected one of file, folder and url');
    if (origin.url === undefined) {
      for (const key of ['sha256', 'signature', 'ca_file', 'timeout'] as const) {
        if (origin[key] !== undefined) refuse(key, 'expected url beside it');
      }
    } else if (origin.sha256 === undefined && origin.signature === undefined) {
      const why = 'TLS says who sent the content, not that it is the one that was meant';
      refuse('url', `expected sha256 or signature beside it: ${why}`);
    }
  });

const commandLine = z
  .array(
    z
      .string('an argument in quotes')
      .refine((argument) => !argument.includes('\0'), { message: 'expected no NUL in an argument' }),
    'a list of arguments such as [nginx, -t], which no shell reads',
  )
  .min(1, { message: 'expected a program and its arguments' })
  .refine(([program]) => program !== '', { message: 'expected the name of a program, or its path' });

/** One program that is run, as written. */
const hookCommand = z.strictObject({ command: commandLine, timeout: timeout.optional() });

/** A program, or a handshake, after the reload. */
const hookCheck = z
  .strictObject({
    command: commandLine.optional(),
    handshake: z
      .string()
      .refine((text) => parseTargetAddress(text) !== undefined, { message: `expected ${TARGET_EXPECTED}` })
      .optional(),
    module: z.string().default(DEFAULT_MODULE),
    serves_new: z.boolean().default(false),
    timeout: timeout.optional(),
  })
  .superRefine((check, context) => {
    if ((check.command === undefined) === (check.handshake === undefined))
      context.addIssue({ code: 'custom', path: [], message: 'expected either command or handshake' });
    if (check.handshake === undefined && check.serves_new)
      context.addIssue({ code: 'custom', path: ['serves_new'], message: 'expected handshake beside it' });
    if (check.handshake === undefined && check.module !== DEFAULT_MODULE)
      context.addIssue({ code: 'custom', path: ['module'], message: 'expected handshake beside it' });
  });

/** What is done round a swap, as written. */
export const hooksSchema = z
  .strictObject({
    validate: z.array(hookCommand).default([]),
    reload: z.array(hookCommand).default([]),
    verify: z.array(hookCheck).default([]),
  })
  .prefault({});
