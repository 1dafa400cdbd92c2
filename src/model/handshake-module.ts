import type { Runtime } from './trust.ts';

/** The protocols that begin in the clear and are asked to change to TLS. */
export const STARTTLS_PROTOCOLS = [
  'smtp',
  'lmtp',
  'imap',
  'pop3',
  'ftp',
  'ldap',
  'postgres',
  'mysql',
  'xmpp',
  'nntp',
  'sieve',
] as const;

export type StartTlsProtocol = (typeof STARTTLS_PROTOCOLS)[number];

/** The versions that can be asked for, oldest first. */
export const TLS_VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;

export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The groups of the key exchange that a module can be told to offer, by IANA's names. */
export const KEY_EXCHANGE_GROUPS = [
  'X25519MLKEM768',
  'SecP256r1MLKEM768',
  'SecP384r1MLKEM1024',
  'x25519',
  'x448',
  'secp256r1',
  'secp384r1',
  'secp521r1',
  'ffdhe2048',
  'ffdhe3072',
  'ffdhe4096',
] as const;

export type KeyExchangeGroup = (typeof KEY_EXCHANGE_GROUPS)[number];

/**
 * Which addresses of a name are dialled: the first that answers, the first of one family that answers, or every one
 * with a result of its own.
 */
export const IP_CHOICES = ['any', 'ipv4', 'ipv6', 'all'] as const;

export type IpChoice = (typeof IP_CHOICES)[number];

/** The runtimes whose roots can decide: those that take them from files which are not a keystore of Java. */
export const TRUSTED_RUNTIMES = [
  'botocore',
  'curl',
  'git',
  'gnutls',
  'go',
  'nix',
  'openssl',
  'pip',
  'python',
  'requests',
  'ruby',
  'rustls',
  'wget',
] as const satisfies readonly Runtime[];

/** Whose roots a module can name: the system's, those built into Node.js, or a runtime's. */
export const TRUST_NAMES = ['system', 'node', ...TRUSTED_RUNTIMES] as const;

/** Whose roots decide what is trusted. */
export type TrustChoice =
  | { readonly kind: 'system' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'node' }
  | { readonly kind: 'runtime'; readonly runtime: string };

/** The files of a client certificate, PEM. */
export interface ClientCertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** A file whose first line is the key's passphrase. */
  readonly passphraseFile?: string;
}

/** How an HTTP proxy is chosen: by HTTPS_PROXY and NO_PROXY of the environment, never, or this one always. */
export type ProxyChoice =
  | { readonly kind: 'environment' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'url';
      /** `http://[user:password@]host:port` or `https://…`. */
      readonly url: string;
      /** In the syntax of NO_PROXY. */
      readonly exceptFor?: string;
    };

/** How targets are dialled and judged: one module of the configuration. */
export interface ModuleOptions {
  /** The `module` label. */
  readonly name: string;
  readonly ip: IpChoice;
  /** Sent as SNI and verified instead of the host that is dialled. */
  readonly serverName?: string;
  readonly starttls?: StartTlsProtocol;
  /** Offered by ALPN (RFC 7301), preferred first; empty: the extension is not sent. */
  readonly alpn: readonly string[];
  /** Where it is below 1.2, OpenSSL's security level is lowered to 0 for this module alone. */
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** The only groups that are offered, preferred first, with a key share for the first; absent: OpenSSL's. */
  readonly groups?: readonly KeyExchangeGroup[];
  readonly clientCertificate?: ClientCertificateFiles;
  readonly proxy: ProxyChoice;
  readonly trust: TrustChoice;
  /** A file or folder of intermediates that tell a missing one from an unknown authority; they close no chain. */
  readonly intermediatesPath?: string;
  /** False: success asks for completion alone. */
  readonly verify: boolean;
  /** Seconds, for all phases together. */
  readonly timeout: number;
}
