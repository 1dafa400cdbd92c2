import type { AuditCheck } from './trust-audit.ts';

/** What a check of the audit means and what to do about it, as a sentence each. */
export interface AuditWords {
  readonly meaning: string;
  readonly remedy: string;
}

/** The words of every check, for people: in the output of `trust` and in the documentation. */
export const AUDIT_WORDS: Readonly<Record<AuditCheck, AuditWords>> = {
  missing: {
    meaning: 'A bundle that was named is not there.',
    remedy: 'Put it there, or correct the path in the configuration.',
  },
  unreadable: {
    meaning: 'The bundle cannot be read.',
    remedy: 'Look at its kind, its size and the rights of every folder on the way.',
  },
  empty: {
    meaning: 'The file is empty, so that whoever reads it trusts nobody.',
    remedy: 'Make it again with `update-ca-certificates` or `update-ca-trust extract`.',
  },
  no_usable_anchors: {
    meaning: 'No anchor in it can be used for TLS servers now.',
    remedy: 'Make it again with `update-ca-certificates` or `update-ca-trust extract`.',
  },
  shrunk: {
    meaning: 'It has lost more than a fifth of its anchors within a day.',
    remedy: 'Compare it with a backup, and find out what wrote it.',
  },
  private_key: {
    meaning: 'A private key lies in it; nothing of the file is hashed then.',
    remedy: 'Take the key out, and replace it together with its certificate: many have read it.',
  },
  damaged_block: {
    meaning:
      'A block is cut off or broken. OpenSSL, curl, GnuTLS and Python then load nothing of the whole file.',
    remedy: 'Remove the block at the byte that is named, or make the file again.',
  },
  glued_block: {
    meaning:
      'A first line stands behind another last line, because files without a final line break were joined.',
    remedy: 'Put a line break before the byte that is named.',
  },
  unsupported_format: {
    meaning:
      'It is neither PEM nor DER nor a keystore (JKS, JCEKS, PKCS #12), or one that no usual passphrase opens.',
    remedy: 'Convert it to PEM if a program needs it; give a trust store the passphrase changeit, or none.',
  },
  writable_by_others: {
    meaning: 'Others than its owner may change it, or put another file in its place.',
    remedy: 'Take the right to write away from the part of the path that is named.',
  },
  owner_not_root: {
    meaning: 'A part of its path belongs to an ordinary user, who may change what all trust.',
    remedy: 'Give that part to root with `chown root`.',
  },
  unreadable_by_others: {
    meaning: 'Programs of ordinary users cannot read it, and then trust nobody.',
    remedy: 'Give files the mode 0644 and folders the mode 0755.',
  },
  expired: {
    meaning: 'An anchor has expired, and no chain that ends in it is valid.',
    remedy: 'Remove one of your own; for one of the distribution, install its updates.',
  },
  expiring: {
    meaning: 'An anchor expires within 90 days.',
    remedy: 'Add its successor to the bundle before that day.',
  },
  not_yet_valid: {
    meaning: 'An anchor is not valid yet.',
    remedy: 'Look at the clock of this host and of whoever made it.',
  },
  not_ca: {
    meaning: 'A certificate is no authority, and vouches for itself alone.',
    remedy: 'Trust the authority that signs it instead.',
  },
  version_1: {
    meaning: 'A root of version 1 cannot say that it is an authority.',
    remedy: 'Replace it when its owner offers another.',
  },
  no_cert_sign: {
    meaning: 'An authority may not sign certificates, as its keyUsage says.',
    remedy: 'Have it issued again with keyCertSign.',
  },
  weak_key: {
    meaning: 'The key of an anchor is too weak for TLS clients of today.',
    remedy: 'Replace it with one of RSA 2048 bits, P-256 or more.',
  },
  weak_signature: {
    meaning: 'A root signed itself with a broken hash, on which nobody relies.',
    remedy: 'Nothing needs to be done.',
  },
  negative_serial: {
    meaning: 'The serial number is negative, which programs built with Go 1.23 or later refuse.',
    remedy: 'Have it issued again.',
  },
  distrust_after: {
    meaning: 'Mozilla accepts no certificate of a server below this root that was issued after a date.',
    remedy: 'Leave the root in; have what is issued anew below it issued by another authority.',
  },
  duplicate: {
    meaning: 'An anchor is in the file more than once.',
    remedy: 'Look for what appends to the file instead of replacing it.',
  },
  same_key: {
    meaning: 'Two different certificates have the same name and key.',
    remedy: 'Remove the older one after a renewal.',
  },
  not_in_reference: {
    meaning: "An anchor in a bundle of public roots is none of Mozilla's.",
    remedy: 'Name it under `trust.accept` if it is yours; find out where it is from if not.',
  },
  own_missing: {
    meaning: 'A root that the administrator has added to this host is not in the bundle.',
    remedy:
      'Run `update-ca-certificates` (it takes only names that end in .crt) or `update-ca-trust extract`; point a program with a bundle of its own at that of the host.',
  },
  java_store_behind: {
    meaning: "Java's store lacks anchors of the bundle beside it.",
    remedy: 'Run `update-ca-certificates -f` or `update-ca-trust extract`.',
  },
  trusted_format: {
    meaning: 'Blocks are TRUSTED CERTIFICATE, which only OpenSSL reads.',
    remedy: 'Give other programs the plain bundle.',
  },
  link_dangling: {
    meaning: 'A hash link leads nowhere.',
    remedy: 'Run `openssl rehash` on the folder.',
  },
  link_missing: {
    meaning: 'No hash link leads to an anchor, so that OpenSSL does not find it by the folder.',
    remedy: 'Run `openssl rehash` on the folder.',
  },
  link_stale: {
    meaning: 'A hash link leads to a certificate with another hash.',
    remedy: 'Run `openssl rehash` on the folder.',
  },
  link_gap: {
    meaning: 'A number is missing before a hash link, where OpenSSL stops to look.',
    remedy: 'Run `openssl rehash` on the folder.',
  },
  other_object: {
    meaning: 'A block is no certificate and is passed over.',
    remedy: 'Remove it.',
  },
  text_between: {
    meaning: 'Text stands outside of the blocks.',
    remedy: 'Nothing needs to be done.',
  },
  line_endings: {
    meaning: 'Lines end as on Windows.',
    remedy: 'Convert them.',
  },
  byte_order_mark: {
    meaning: 'The file begins with a byte order mark.',
    remedy: 'Remove it.',
  },
};
