import * as z from 'zod';
import type { PassphraseOrigin } from '../model/passphrase-origin.ts';
import { absolutePath } from './schema-parts.ts';

const KINDS = ['file', 'environment', 'list_file', 'empty'] as const;

/** Where one passphrase is, or a list of them, as written. A passphrase itself has no place in the file. */
export const passphraseSchema = z
  .strictObject({
    file: absolutePath.optional(),
    environment: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { message: 'expected the name of an environment variable' })
      .optional(),
    list_file: absolutePath.optional(),
    empty: z.literal(true).optional(),
  })
  .transform(({ file, environment, list_file: list, empty }, context): PassphraseOrigin => {
    const given: PassphraseOrigin[] = [
      ...(file === undefined ? [] : [{ kind: 'file', path: file } as const]),
      ...(environment === undefined ? [] : [{ kind: 'environment', name: environment } as const]),
      ...(list === undefined ? [] : [{ kind: 'list', path: list } as const]),
      ...(empty === undefined ? [] : [{ kind: 'empty' } as const]),
    ];
    const [only] = given;
    if (only !== undefined && given.length === 1) return only;
    context.addIssue({ code: 'custom', message: `expected one of ${KINDS.join(', ')}` });
    return z.NEVER;
  });
