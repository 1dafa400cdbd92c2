import type { Certificate } from '../../model/certificate.ts';

/** One certificate of a content: its encoding, and what can be said of it. */
export interface ContentCertificate {
  /** The encoding; nothing follows the certificate. */
  readonly der: Buffer;
  readonly certificate: Certificate;
}

/** Content that parsed strictly, in its one canonical form. */
export interface Content {
  /** PEM, one block for each certificate, each once, in lines of 64 characters that end with LF; nothing else. */
  readonly bytes: Buffer;
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly sha256: string;
  /** In the order of `bytes`, which is the order of the origin: the first of equal ones stays. At least one. */
  readonly certificates: readonly ContentCertificate[];
}

/** Why there is no content that could be used: one sentence without a full stop, for people. */
export interface ContentRefusal {
  readonly refused: string;
}

export function isRefusal(value: object): value is ContentRefusal {
  return 'refused' in value;
}
