import type { Certificate } from './certificate.ts';

/** The stages of one handshake, in the order in which they are passed. Part of the metrics' contract. */
export const PHASES = ['dns', 'connect', 'proxy', 'starttls', 'tls', 'verify'] as const;

export type Phase = (typeof PHASES)[number];

/** The closed list of why a handshake fails. Part of the metrics' contract. */
export const HANDSHAKE_REASONS = [
  'dns_not_found',
  'dns_timeout',
  'connection_refused',
  'connection_reset',
  'connection_timeout',
  'unreachable',
  'closed',
  'proxy_refused',
  'proxy_timeout',
  'starttls_unsupported',
  'starttls_timeout',
  'not_tls',
  'protocol_version',
  'protocol_error',
  'client_certificate_required',
  'tls_alert',
  'tls_timeout',
  'expired',
  'not_yet_valid',
  'self_signed',
  'unknown_authority',
  'missing_intermediate',
  'weak_crypto',
  'hostname_mismatch',
  'revoked',
  'invalid_chain',
  'internal',
] as const;

export type HandshakeReason = (typeof HANDSHAKE_REASONS)[number];

/** What can be said of a chain as it came over the wire. Part of the metrics' contract. */
export const CHAIN_FINDINGS = [
  'superfluous',
  'out_of_order',
  'missing_intermediate',
  'root_included',
  'duplicate',
] as const;

export type ChainFinding = (typeof CHAIN_FINDINGS)[number];

/** An endpoint that is dialled for a TLS handshake. */
export interface Target {
  /** The `target` label: `host:port` as it was configured. */
  readonly target: string;
  /** A name or an address; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** The `module` label: by which options it is dialled. */
  readonly module: string;
  /** A path or a glob: the served leaf is looked for there. */
  readonly stored?: string;
}

/** Why a handshake failed. */
export interface HandshakeFailure {
  readonly phase: Phase;
  readonly reason: HandshakeReason;
  /** One sentence for people. */
  readonly detail: string;
}

/** What was agreed on in a handshake. */
export interface TlsSession {
  /** `TLSv1.2`, `TLSv1.3`, … */
  readonly version: string;
  /** The IANA name of the cipher suite. */
  readonly cipher: string;
  /** The IANA name of the key exchange's group; empty where the key exchange has none. */
  readonly group: string;
  /** Empty where none was chosen. */
  readonly alpn: string;
}

/** What an OCSP staple says (RFC 6960), or that there was none. */
export interface OcspStaple {
  readonly stapled: boolean;
  /** Only where the staple is by the right signer for the served leaf. */
  readonly good?: boolean;
  /** Unix seconds; only where `good` is known. */
  readonly thisUpdate?: number;
  /** Unix seconds; only where `good` is known and the responder named a time. */
  readonly nextUpdate?: number;
}

/** Seconds that each phase took, of those that were entered. */
export type PhaseDurations = { readonly [Name in Phase]?: number };

/** A certificate as a server sent it. */
export interface ServedCertificate {
  /** Its place in the order of the wire, the server's own is 0. */
  readonly index: number;
  readonly certificate: Certificate;
}

/** A certificate that a server sent and that cannot be read. */
export interface UnreadableCertificate {
  /** Its place in the order of the wire. */
  readonly index: number;
  /** One sentence for people. */
  readonly detail: string;
}

/** The result of one attempt at one target, or at one of its addresses. */
export interface HandshakeResult {
  readonly target: Target;
  /** Only where every address of the name is dialled (`ip: all`). */
  readonly address?: string;
  /** Unix seconds at the start of the attempt. */
  readonly timestamp: number;
  readonly durations: PhaseDurations;
  /** A strict client would have gone on. */
  readonly success: boolean;
  readonly completed: boolean;
  /** Absent where no leaf was captured. */
  readonly chainVerified?: boolean;
  /** Absent where no leaf was captured. */
  readonly hostnameMatch?: boolean;
  /** Present exactly where `success` is false. */
  readonly failure?: HandshakeFailure;
  /** Present where this side finished the handshake, even where the server then refused it. */
  readonly session?: TlsSession;
  /** The address that was connected to; absent behind a proxy, which alone knows it. */
  readonly peerAddress?: string;
  /** As served, leaf first; of the first 16 those that can be read. */
  readonly chain: readonly ServedCertificate[];
  /** How many certificates were served; absent where no chain was captured. */
  readonly servedCount?: number;
  /** Of the first 16 those that cannot be read. */
  readonly unreadable: readonly UnreadableCertificate[];
  /** Unix seconds: the earliest expiry in the trusted path. */
  readonly chainNotAfter?: number;
  readonly chainFindings: readonly ChainFinding[];
  /** Absent where the handshake did not get that far. */
  readonly clientCertificateRequested?: boolean;
  /** Absent where the handshake did not get that far. */
  readonly ocsp?: OcspStaple;
  /** Present where the target names a stored certificate and a leaf was captured. */
  readonly servesStored?: boolean;
}
