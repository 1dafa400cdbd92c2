/** What came of one run of a rotation. Part of the metrics' contract. */
export const ROTATION_RESULTS = ['rotated', 'unchanged', 'refused', 'rolled_back', 'failed'] as const;

export type RotationResult = (typeof ROTATION_RESULTS)[number];

/** `anchors` is a bundle of trusted roots; `chain` is what a server shows: its certificate and what signs it. */
export type RotationKind = 'anchors' | 'chain';

/** The distribution's own tools that make bundles out of a folder of anchors. */
export const DISTRIBUTION_TOOLS = ['update-ca-certificates', 'update-ca-trust'] as const;

export type DistributionTool = (typeof DISTRIBUTION_TOOLS)[number];

/** What is replaced: a file, or one file of a source folder out of which the distribution's tool makes bundles. */
export type RotationTarget =
  | {
      readonly type: 'file';
      /** Absolute; a symbolic link is followed and what it leads to is replaced. */
      readonly path: string;
    }
  | {
      readonly type: 'distribution';
      readonly tool: DistributionTool;
      /** The file in the tool's source folder that this rotation owns, `/usr/local/share/ca-certificates/corp.crt`. */
      readonly path: string;
      /** The bundle that the tool writes and that the gate counts, `/etc/ssl/certs/ca-certificates.crt`. */
      readonly bundle: string;
    };

/** Where the new content comes from. */
export type RotationOrigin =
  | { readonly type: 'file'; readonly path: string }
  /** Every `.crt` and `.pem` file in it, in bytewise order of their names; not below it. */
  | { readonly type: 'folder'; readonly path: string }
  | {
      readonly type: 'url';
      /** `https:` alone. */
      readonly url: string;
      /** Lower-case hex of what the whole body has to hash to; this or `signature`. */
      readonly sha256: string | undefined;
      readonly signature:
        | {
            /** `https:`; a detached signature over the body, raw or in base64. */
            readonly url: string;
            /** A public key in PEM (SPKI): Ed25519, ECDSA or RSA (PKCS #1 v1.5), the last two with SHA-256. */
            readonly publicKeyFile: string;
          }
        | undefined;
      /** PEM bundle that the server is verified against; undefined: the runtime's own roots. */
      readonly caFile: string | undefined;
      /** Seconds for the whole transfer. */
      readonly timeout: number;
    };

/** What new content has to be like. */
export interface GateSettings {
  /** The most bytes that are read of the new content. */
  readonly maxBytes: number;
  /** Anchors, at least. */
  readonly minAnchors: number;
  /** Of the anchors that are there now this share at least has to stay in number, 0 to 1. */
  readonly minShare: number;
  /** SHA-256 fingerprints, lower-case hex, that have to be in it. */
  readonly pinned: readonly string[];
  /** Expired anchors, at most. */
  readonly maxExpired: number;
  /** PEM files, each a stored chain (leaf first) that has to verify against the new anchors. */
  readonly canaries: readonly string[];
}

/** One program that is run, without a shell. */
export interface HookCommand {
  /** The program and its arguments; the program is found by `PATH` of the clean environment or is a path. */
  readonly command: readonly string[];
  /** Seconds after which it and everything that it started is ended. */
  readonly timeout: number;
}

/** A handshake after the reload: it succeeds, or the rotation is taken back. */
export interface HookHandshake {
  /** `host:port`. */
  readonly handshake: string;
  /** A module of the `handshake` part of the configuration. */
  readonly module: string;
  /** When true the leaf that is served has to be the first certificate of the new content (a `chain`). */
  readonly servesNew: boolean;
  /** Seconds during which it is tried again, because a reload takes its time. */
  readonly timeout: number;
}

/** What is done round a swap, in this order. */
export interface HookSettings {
  /** Before the reload, with the new content in place: `nginx -t`. */
  readonly validate: readonly HookCommand[];
  /** `nginx -s reload`; run again after content was put back. */
  readonly reload: readonly HookCommand[];
  /** After the reload. */
  readonly verify: readonly (HookCommand | HookHandshake)[];
}

/** One configured rotation. */
export interface RotationSettings {
  /** The `rotation` label; unique. */
  readonly name: string;
  readonly kind: RotationKind;
  readonly target: RotationTarget;
  readonly origin: RotationOrigin;
  readonly gate: GateSettings;
  readonly hooks: HookSettings;
  /** Write into the file where it cannot be renamed over (a bind mount): not atomic, so only where it is asked for. */
  readonly inPlace: boolean;
  /** Backups that are kept, beside the one that a running rotation needs. */
  readonly backups: number;
  /** Seconds after which no successful run counts as overdue (`tls_rotation_max_age_seconds`). */
  readonly maxAge: number;
}

/** An anchor as the record names it. */
export interface RecordedAnchor {
  readonly subject: string;
  readonly fingerprintSha256: string;
}

/** How one hook of a run ended. */
export interface HookOutcome {
  readonly stage: 'validate' | 'reload' | 'verify' | 'tool' | 'reload_after_rollback' | 'tool_after_rollback';
  /** The arguments, or `handshake host:port`. */
  readonly command: readonly string[];
  readonly ok: boolean;
  /** Seconds. */
  readonly duration: number;
  /** `exit status 1`, `ended by SIGTERM after 30 s`, the reason of a handshake. */
  readonly detail: string;
  /** The end of what it printed, cut and made visible; never more than 2,000 characters. */
  readonly output: string;
}

/** One line of the append-only record. */
export interface RotationRun {
  readonly rotation: string;
  readonly target: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** Seconds. */
  readonly duration: number;
  readonly result: RotationResult;
  /** One sentence: what happened, where, and what to do. */
  readonly reason: string;
  /** What made it run: `command`, `watch`, `poll`. */
  readonly trigger: 'command' | 'watch' | 'poll';
  /** SHA-256 of the whole content before and after, lower-case hex; undefined where there was none. */
  readonly sha256Before: string | undefined;
  readonly sha256After: string | undefined;
  readonly anchorsBefore: number;
  readonly anchorsAfter: number;
  readonly added: readonly RecordedAnchor[];
  readonly removed: readonly RecordedAnchor[];
  readonly hooks: readonly HookOutcome[];
  /** The backup that holds what was there before; undefined where nothing was swapped. */
  readonly backup: string | undefined;
}

/** What is known of a rotation without reading the whole record: the state file, and with it the metrics. */
export interface RotationState {
  readonly rotation: string;
  readonly lastResult: RotationResult | 'never';
  /** Unix seconds; undefined before the first run. */
  readonly lastRun: number | undefined;
  /** Unix seconds of the last `rotated` or `unchanged`. */
  readonly lastSuccess: number | undefined;
  readonly runs: Readonly<Record<RotationResult, number>>;
}
