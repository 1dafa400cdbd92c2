import type {
  HookCommand,
  HookHandshake,
  RotationOrigin,
  RotationSettings,
  RotationTarget,
} from '../model/rotation.ts';
import type { RotationFileConfig } from './rotation-schema.ts';

/** All rotations, and where they keep what they remember. */
export interface RotationConfig {
  /** Holds the record, the state file and the locks. */
  readonly directory: string;
  readonly rotations: readonly RotationSettings[];
}

/** What holds where the file does not say otherwise. Times are seconds. */
export const ROTATION_DEFAULTS = {
  directory: '/var/lib/tls-cert-exporter/rotation',
  maxBytes: 16 * 1024 * 1024,
  minAnchors: 1,
  minShare: 0.9,
  maxExpired: 10,
  downloadTimeout: 30,
  hookTimeout: 30,
  checkTimeout: 10,
  backups: 3,
  maxAge: 8 * 86_400,
} as const;

/** The bundle that each tool of a distribution writes and that most programs read. */
const BUNDLES = {
  'update-ca-certificates': '/etc/ssl/certs/ca-certificates.crt',
  'update-ca-trust': '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
} as const;

/** Brings what is written of rotations together with the defaults. */
export function resolveRotation(
  written: readonly RotationFileConfig[] | undefined,
  directory: string | undefined,
): RotationConfig {
  return {
    directory: directory?.replace(/(?<=.)\/+$/, '') ?? ROTATION_DEFAULTS.directory,
    rotations: (written ?? []).map(settingsOf),
  };
}

function settingsOf(written: RotationFileConfig): RotationSettings {
  const { gate, hooks } = written;
  return {
    name: written.name,
    kind: written.kind,
    target: targetOf(written),
    origin: originOf(written),
    gate: {
      maxBytes: gate.max_bytes ?? ROTATION_DEFAULTS.maxBytes,
      minAnchors: gate.min_anchors ?? ROTATION_DEFAULTS.minAnchors,
      minShare: gate.min_share ?? ROTATION_DEFAULTS.minShare,
      pinned: gate.pinned,
      maxExpired: gate.max_expired ?? ROTATION_DEFAULTS.maxExpired,
      canaries: gate.canaries,
    },
    hooks: {
      validate: hooks.validate.map(commandOf),
      reload: hooks.reload.map(commandOf),
      verify: hooks.verify.map(checkOf),
    },
    inPlace: written.in_place,
    backups: written.backups ?? ROTATION_DEFAULTS.backups,
    maxAge: written.max_age ?? ROTATION_DEFAULTS.maxAge,
  };
}

function targetOf({ target }: RotationFileConfig): RotationTarget {
  if (typeof target === 'string') return { type: 'file', path: target };
  const { tool, path, bundle = BUNDLES[tool] } = target;
  return { type: 'distribution', tool, path, bundle };
}

/** The schema has seen to it that one of them is there. */
function originOf({ content }: RotationFileConfig): RotationOrigin {
  const { file, folder, url = '', sha256, signature, ca_file: caFile, timeout } = content;
  if (file !== undefined) return { type: 'file', path: file };
  if (folder !== undefined) return { type: 'folder', path: folder };
  return {
    type: 'url',
    url,
    sha256,
    signature: signature && { url: signature.url, publicKeyFile: signature.public_key_file },
    caFile,
    timeout: timeout ?? ROTATION_DEFAULTS.downloadTimeout,
  };
}

function commandOf(written: { command: string[]; timeout?: number | undefined }): HookCommand {
  return { command: written.command, timeout: written.timeout ?? ROTATION_DEFAULTS.hookTimeout };
}

function checkOf(written: RotationFileConfig['hooks']['verify'][number]): HookCommand | HookHandshake {
  const { command, handshake, module, serves_new: servesNew, timeout } = written;
  if (handshake === undefined)
    return commandOf({ command: command ?? [], ...(timeout === undefined ? {} : { timeout }) });
  return { handshake, module, servesNew, timeout: timeout ?? ROTATION_DEFAULTS.checkTimeout };
}
