import type { ProblemReason } from './problem.ts';

/** What a reason means to the person who reads it. */
export interface ReasonWords {
  /** What happened, one sentence. */
  readonly meaning: string;
  /** What to do about it, one or two sentences. */
  readonly remedy: string;
}

/** Every reason in words. */
export const REASON_WORDS: Readonly<Record<ProblemReason, ReasonWords>> = {
  not_found: {
    meaning: 'A path that was written down does not exist.',
    remedy: 'Correct the path, or take it out of the configuration; where the host is mounted, check --root.',
  },
  no_match: {
    meaning: 'A pattern matched no file.',
    remedy: 'Correct the pattern, or take it out of the configuration; the regex filters the whole path.',
  },
  permission_denied: {
    meaning: 'The exporter is not allowed to read it.',
    remedy: 'Let the user that the exporter runs as read the file and enter the folders above it.',
  },
  not_regular_file: {
    meaning: 'It is a folder, a socket, a pipe or a device where a file was expected; it was not opened.',
    remedy: 'Name the file itself, or exclude this path.',
  },
  too_large: {
    meaning: 'The file is larger than any certificate bundle, and was not read.',
    remedy: 'Exclude it if it holds no certificates, or split it.',
  },
  io_error: {
    meaning: 'The operating system could not read it.',
    remedy: 'Look at the detail and at the kernel log of the host; the disk or the mount may be failing.',
  },
  timeout: {
    meaning: 'Reading it took too long and was given up.',
    remedy:
      'Check the network mount or the server behind it, where what was known before is still shown; make a keystore anew with fewer rounds of key derivation.',
  },
  no_certificate: {
    meaning: 'The file holds no certificate, and its name or the configuration says that it should.',
    remedy: 'Put the certificate in place, or exclude the file.',
  },
  malformed_pem: {
    meaning: 'A PEM block is damaged: its markers or its base64 do not hold together.',
    remedy:
      'Write the file again from its origin; a cut transfer or an editor does this. Other blocks were read.',
  },
  malformed_certificate: {
    meaning:
      'A certificate or revocation list is not encoded as RFC 5280 and X.690 ask for, and could not be read.',
    remedy:
      'Get it again from its issuer; openssl x509 (or crl) -in FILE -text shows what others make of it.',
  },
  malformed_keystore: {
    meaning: 'A keystore is damaged: it is cut off, or its parts do not hold together.',
    remedy:
      'Write it again from its origin; keytool -list or openssl pkcs12 -info shows what others make of it.',
  },
  malformed_kubeconfig: {
    meaning: 'A kubeconfig, or an entry of it, is not written as kubectl reads it.',
    remedy:
      'Mend what the detail names; kubectl config view --kubeconfig FILE shows what kubectl makes of it.',
  },
  unsupported_format: {
    meaning: 'The content is in a format that the exporter does not read.',
    remedy:
      'List a keystore in a source of type keystores; convert anything else to PEM or DER, or exclude the file.',
  },
  bad_passphrase: {
    meaning: 'The passphrase that is configured does not open the keystore.',
    remedy:
      'Correct the passphrases of this source; where they are right the keystore was altered: compare it with its origin.',
  },
  api_error: {
    meaning: 'A server that the source asks gave an error.',
    remedy: 'Look at the detail; often a permission is missing. What was known before is still shown.',
  },
};
