import type { TlsOptions } from 'node:tls';
import type { ClientPolicy } from './client-policy.ts';

/** A web configuration as the server uses it. Immutable. */
export interface WebConfig {
  /** Undefined where the server speaks plain HTTP. */
  readonly tls: TlsSettings | undefined;
  /** Whether HTTP/2 is offered to TLS clients. */
  readonly http2: boolean;
  /** Added to every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** User names and bcrypt hashes; nobody has to say who they are where it is empty. */
  readonly users: ReadonlyMap<string, string>;
  /** Undefined for no limit. */
  readonly rateLimit: RateLimitSettings | undefined;
  /** Every file that it was read from. */
  readonly files: readonly string[];
}

export interface TlsSettings {
  readonly options: TlsOptions;
  readonly clients: ClientPolicy;
}

/** A token bucket: one request per interval, and so many at once after a rest. */
export interface RateLimitSettings {
  /** Milliseconds. */
  readonly interval: number;
  readonly burst: number;
}
