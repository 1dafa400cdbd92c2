import * as z from 'zod';
import { isBcryptHash } from './bcrypt-hash.ts';
import { parseGoDuration } from './go-duration.ts';
import { CURVES, TLS_VERSIONS, TLS12_CIPHER_SUITES, TLS13_CIPHER_SUITES } from './go-names.ts';

/**
 * The format of exporter-toolkit's web configuration file (docs/web-configuration.md there), with its defaults. As
 * in Go, an empty value is as good as none.
 */

/** `RequireClientCert` is an old name for `RequireAnyClientCert`. */
const CLIENT_AUTH_TYPES = [
  '',
  'NoClientCert',
  'RequestClientCert',
  'RequireClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;

const oneOf = (known: Iterable<string>) => {
  const names = [...known];
  return z.enum(names, { error: `expected one of ${names.join(', ')}` });
};

const tlsVersion = oneOf(Object.keys(TLS_VERSIONS));

const TlsServerConfig = z.strictObject({
  cert: z.string().default(''),
  key: z.string().default(''),
  client_ca: z.string().default(''),
  cert_file: z.string().default(''),
  key_file: z.string().default(''),
  client_auth_type: z
    .enum(CLIENT_AUTH_TYPES, { error: `expected one of ${CLIENT_AUTH_TYPES.filter(Boolean).join(', ')}` })
    .default(''),
  client_ca_file: z.string().default(''),
  client_allowed_sans: z.array(z.string()).optional(),
  cipher_suites: z.array(oneOf([...TLS13_CIPHER_SUITES, ...Object.keys(TLS12_CIPHER_SUITES)])).default([]),
  curve_preferences: z.array(oneOf(Object.keys(CURVES))).default([]),
  min_version: tlsVersion.default('TLS12'),
  max_version: tlsVersion.default('TLS13'),
  prefer_server_cipher_suites: z.boolean().default(true),
});

/** A value that Node would refuse to send would otherwise be found out with the first request. */
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, {
  error: 'expected text that can stand in a header',
});

const Headers = z.strictObject({
  'Strict-Transport-Security': headerValue.optional(),
  'X-Content-Type-Options': oneOf(['nosniff']).optional(),
  'X-Frame-Options': oneOf(['deny', 'sameorigin']).optional(),
  'X-XSS-Protection': headerValue.optional(),
  'Content-Security-Policy': headerValue.optional(),
});

const HttpServerConfig = z.strictObject({
  http2: z.boolean().default(true),
  headers: Headers.prefault({}),
});

const RateLimit = z.strictObject({
  burst: z.int({ error: 'expected a whole number' }).default(0),
  interval: z
    .string()
    .transform((text, context) => {
      const milliseconds = parseGoDuration(text);
      if (milliseconds === undefined) {
        context.addIssue({ code: 'custom', message: 'expected a duration like 1s or 500ms' });
        return z.NEVER;
      }
      return milliseconds;
    })
    .default(0),
});

const passwordHash = z.string().refine(isBcryptHash, {
  error: 'expected a bcrypt hash with a cost from 4 to 31, like $2y$10$…',
});

export const WebConfigSchema = z.strictObject({
  tls_server_config: TlsServerConfig.prefault({}),
  http_server_config: HttpServerConfig.prefault({}),
  rate_limit: RateLimit.prefault({}),
  basic_auth_users: z.record(z.string(), passwordHash).default({}),
});

/** A web configuration as it is written, with the defaults filled in. */
export type WebConfigText = z.infer<typeof WebConfigSchema>;
export type TlsServerConfigText = WebConfigText['tls_server_config'];
