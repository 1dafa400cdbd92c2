/**
 * The closed list of program families that pick their trusted roots by a rule of their own. `python` is its `ssl`
 * module; `requests`, `pip` and `botocore` are libraries of Python that look elsewhere; `rustls` is
 * rustls-native-certs; `nix` is what Nix and the programs of nixpkgs do.
 */
export const RUNTIMES = [
  'botocore',
  'curl',
  'git',
  'gnutls',
  'go',
  'java',
  'nix',
  'node',
  'openssl',
  'pip',
  'python',
  'requests',
  'ruby',
  'rustls',
  'wget',
] as const;

export type Runtime = (typeof RUNTIMES)[number];

/** A file or a folder that a runtime takes anchors from, as a person would type its path on the host. */
export interface TrustLocation {
  readonly path: string;
  /** What the runtime takes it for, whether it is there or not. */
  readonly kind: 'file' | 'folder';
}

/** What one installation of a runtime trusts in an environment, and why. */
export interface RuntimeTrust {
  readonly runtime: Runtime;
  /**
   * Which of several: the path of a program, a library or a home folder on the host. `any` where the rule is compiled
   * into every program of the family.
   */
  readonly installation: string;
  /** Where it looks, in its order, each once; none where all its anchors are built in. What is missing is among them. */
  readonly locations: readonly TrustLocation[];
  /** What decided it, short stable words joined with `+`: `ssl_cert_file`, `compiled_default`, `built_in+use_system_ca`, … */
  readonly rule: string;
  /**
   * How many different anchors its own parser really loads; 0 where it rejects what is there. Undefined where they are
   * behind a password that is the program's own.
   */
  readonly anchors: number | undefined;
  /** SHA-256 over the DER of each, lower-case hex, in ascending order. */
  readonly fingerprints: readonly string[];
  /** Whether it can verify anything at all: it has anchors and nothing stops it from starting. */
  readonly usable: boolean;
  /** A sentence for people: what is wrong, or what there is to know; empty where there is nothing to say. */
  readonly detail: string;
}

/** How bad a finding is, the worst first. */
export const FINDING_LEVELS = ['critical', 'high', 'medium', 'low'] as const;

export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** Something that the audit of a bundle found. */
export interface BundleFinding {
  /** A short stable word of the closed list of checks. */
  readonly check: string;
  readonly level: FindingLevel;
  /** One sentence for people. */
  readonly detail: string;
  /** RFC 4514; of the certificate that it is about, where it is about one. */
  readonly subject?: string;
  /** Lower-case hex, of the same certificate. */
  readonly fingerprintSha256?: string;
}

/** A file or folder of trusted roots, audited. */
export interface Bundle {
  readonly path: string;
  /** Lower-case hex over its bytes; undefined for a folder, and for what cannot be read. */
  readonly sha256: string | undefined;
  /** How many different anchors are in it. */
  readonly anchors: number;
  readonly findings: readonly BundleFinding[];
}

/** Where two bundles that should say the same do not. */
export interface Drift {
  /** Path of one bundle. */
  readonly left: string;
  /** Path of the other. */
  readonly right: string;
  /** SHA-256 over the DER of anchors that are in one alone, lower-case hex, in ascending order. */
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}
