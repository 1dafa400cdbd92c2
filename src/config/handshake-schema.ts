import * as z from 'zod';
import {
  IP_CHOICES,
  KEY_EXCHANGE_GROUPS,
  STARTTLS_PROTOCOLS,
  TLS_VERSIONS,
  type TlsVersion,
  TRUST_NAMES,
} from '../model/handshake-module.ts';
import { parseTargetAddress, TARGET_EXPECTED } from '../model/target-address.ts';
import { DEFAULT_MODULE } from './handshake-settings.ts';
import { probeSchema } from './probe-schema.ts';
import { absolutePath, duration, interval } from './schema-parts.ts';

/** Longest time for all phases of one handshake; whoever is slower is down for every client. */
const LONGEST_TIMEOUT_SECONDS = 600;

const timeout = duration.refine((seconds) => seconds >= 0.01 && seconds <= LONGEST_TIMEOUT_SECONDS, {
  message: 'expected a timeout between 10ms and 10m',
});

const wholeNumber = (most: number): z.ZodInt =>
  z
    .int()
    .min(1, { message: 'expected at least 1' })
    .max(most, { message: `expected at most ${most}` });

const isVersion = (text: string): text is TlsVersion => TLS_VERSIONS.some((version) => version === text);

/** In quotes: YAML takes 1.0 for the number 1. */
const version = z.string('a version in quotes, such as "1.2"').transform((text, context) => {
  if (isVersion(text)) return text;
  const message = `expected ${TLS_VERSIONS.join(' or ')}, got ${JSON.stringify(text)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const hostName = z.string().regex(/^[^\s:/]+$|^[0-9a-f:.]+$/i, {
  message: 'expected a host name or an address, without a port',
});

const proxy = z.string().refine((text) => /^(?:environment|none|https?:\/\/.+)$/.test(text), {
  message: 'expected environment, none, or a URL that begins with http:// or https://',
});

const alpnName = z.string().refine((name) => name !== '' && Buffer.byteLength(name) <= 255, {
  message: 'expected the name of a protocol, such as h2 or http/1.1',
});

const groups = z
  .array(z.enum(KEY_EXCHANGE_GROUPS))
  .min(1, { message: 'expected at least one group' })
  .refine((names) => new Set(names).size === names.length, { message: 'expected each group once' });

/** One module as written. */
export const moduleSchema = z
  .strictObject({
    ip: z.enum(IP_CHOICES).optional(),
    trust: z.enum(TRUST_NAMES).optional(),
    ca_file: absolutePath.optional(),
    intermediates_file: absolutePath.optional(),
    server_name: hostName.optional(),
    starttls: z.enum(STARTTLS_PROTOCOLS).optional(),
    alpn: z.array(alpnName).optional(),
    min_version: version.optional(),
    max_version: version.optional(),
    groups: groups.optional(),
    verify: z.boolean().optional(),
    cert_file: absolutePath.optional(),
    key_file: absolutePath.optional(),
    key_passphrase_file: absolutePath.optional(),
    proxy: proxy.optional(),
    no_proxy: z.string().optional(),
    timeout: timeout.optional(),
  })
  .superRefine((options, context) => {
    const refuse = (key: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message });
    const { min_version: least, max_version: most } = options;
    if (options.trust !== undefined && options.ca_file !== undefined)
      refuse('ca_file', 'expected either trust or ca_file, not both');
    if (least !== undefined && most !== undefined && least > most)
      refuse('max_version', `expected min_version (${least}) or later, got "${most}"`);
    if (options.cert_file !== undefined && options.key_file === undefined)
      refuse('cert_file', 'expected key_file beside it');
    if (options.key_file !== undefined && options.cert_file === undefined)
      refuse('key_file', 'expected cert_file beside it');
    if (options.key_passphrase_file !== undefined && options.key_file === undefined)
      refuse('key_passphrase_file', 'expected key_file beside it');
    if (options.no_proxy !== undefined && !options.proxy?.includes('://'))
      refuse('no_proxy', 'expected a URL as proxy beside it; NO_PROXY goes with the environment');
  });

/** A name of a module, as far as a reference can tell without the modules. */
const moduleReference = z.string().default(DEFAULT_MODULE);

const target = z.strictObject({
  target: z.string().superRefine((text, context) => {
    if (parseTargetAddress(text) !== undefined) return;
    context.addIssue({ code: 'custom', message: `expected ${TARGET_EXPECTED}, got ${JSON.stringify(text)}` });
  }),
  module: moduleReference,
  stored: absolutePath.optional(),
});

const targetFile = z.strictObject({
  path: absolutePath.refine((path) => !path.slice(0, path.lastIndexOf('/')).includes('*'), {
    message: 'expected * in the last part of the path only',
  }),
  module: moduleReference,
});

const targetVariable = z.strictObject({
  variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
    message: 'expected the name of an environment variable, such as GOPROXY',
  }),
  module: moduleReference,
});

/** What is dialled for TLS handshakes, and how, as written. */
export const handshakeSchema = z
  .strictObject({
    interval: interval.optional(),
    timeout: timeout.optional(),
    concurrency: wholeNumber(4096).optional(),
    waiting_connects: wholeNumber(60_000).optional(),
    max_backoff: interval.optional(),
    modules: z.record(z.string().min(1, { message: 'expected a name' }), moduleSchema).default({}),
    targets: z.array(target).default([]),
    target_files: z.array(targetFile).default([]),
    target_env: z.array(targetVariable).default([]),
    probe: probeSchema.optional(),
  })
  .superRefine((handshake, context) => {
    const modules = [...new Set([DEFAULT_MODULE, ...Object.keys(handshake.modules)])];
    for (const list of ['targets', 'target_files', 'target_env'] as const) {
      for (const [index, entry] of handshake[list].entries()) {
        if (modules.includes(entry.module)) continue;
        const got = JSON.stringify(entry.module);
        const message = `expected one of the modules (${modules.join(', ')}), got ${got}`;
        context.addIssue({ code: 'custom', path: [list, index, 'module'], message });
      }
    }
    const seen = new Map<string, number>();
    for (const [index, entry] of handshake.targets.entries()) {
      const key = JSON.stringify([entry.target, entry.module]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else {
        const message = `expected each target once for each module: ${JSON.stringify(entry.target)} is already targets[${first}]`;
        context.addIssue({ code: 'custom', path: ['targets', index, 'target'], message });
      }
    }
  });

/** What the `handshake` part of a valid configuration file says. */
export type HandshakeFileConfig = z.output<typeof handshakeSchema>;
/** One module of the configuration file. */
export type ModuleFileConfig = z.output<typeof moduleSchema>;
