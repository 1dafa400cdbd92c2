import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HookCommand, RotationRun, RotationSettings } from '../../src/model/rotation.ts';
import type { rotationRunJson } from '../../src/model/rotation-json.ts';
import { type FinishedRun, type RunContext, runRotation } from '../../src/rotation/run.ts';
import { createCertificate } from './certificate-factory.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** 2030-01-01: halfway through what the certificate factory makes. */
export const RUN_NOW = 1_893_456_000;

const anchors = new Map<string, string>();

/** The PEM of a root of that name, the same one each time. */
export function anchor(name: string): string {
  const known = anchors.get(name);
  if (known !== undefined) return known;
  const { pem } = createCertificate({ subject: name, isAuthority: true });
  anchors.set(name, pem);
  return pem;
}

/** The PEM of several roots, in the form that a rotation writes. */
export const anchorsOf = (...names: string[]): string => names.map(anchor).join('');

/** A command of a hook by a shell's script; a test's own shell, not the rotator's. */
export const script = (text: string, timeout = 600): HookCommand => ({
  command: ['sh', '-c', text],
  timeout,
});

/** A line of the record. */
export type RecordedRun = ReturnType<typeof rotationRunJson>;

/** One rotation of a file of anchors by another, in a folder of a test's own. */
export class RotationLaboratory {
  readonly root = temporaryFolder();
  readonly target = join(this.root, 'etc/ca.pem');
  readonly origin = join(this.root, 'new/ca.pem');
  readonly directory = join(this.root, 'rotation');
  /** A file to which hooks write what they did, a line each. */
  readonly told = join(this.root, 'told');

  constructor(before: string | undefined, after: string | undefined) {
    for (const folder of ['etc', 'new']) mkdirSync(join(this.root, folder));
    if (before !== undefined) writeFileSync(this.target, before);
    if (after !== undefined) writeFileSync(this.origin, after);
  }

  settings(settings: Partial<RotationSettings> = {}): RotationSettings {
    return {
      name: 'corp-roots',
      kind: 'anchors',
      target: { type: 'file', path: this.target },
      origin: { type: 'file', path: this.origin },
      gate: { maxBytes: 1_000_000, minAnchors: 1, minShare: 0, pinned: [], maxExpired: 0, canaries: [] },
      hooks: { validate: [], reload: [], verify: [] },
      inPlace: false,
      backups: 3,
      maxAge: 8 * 86_400,
      ...settings,
    };
  }

  /** A hook that tells its stage, and then ends as the shell's words say. */
  tells(stage: string, then = 'exit 0'): HookCommand {
    return script(`echo "${stage} $TLS_ROTATION_STAGE" >> ${this.told}; ${then}`);
  }

  /** What hooks have told so far. */
  get hooks(): string[] {
    if (!existsSync(this.told)) return [];
    return readFileSync(this.told, 'utf8').split('\n').filter(Boolean);
  }

  async run(
    settings: Partial<RotationSettings> = {},
    context: Partial<RunContext> = {},
  ): Promise<readonly FinishedRun[]> {
    return runRotation(this.settings(settings), {
      directory: this.directory,
      trigger: 'command',
      signal: new AbortController().signal,
      verifyChain: () => undefined,
      shake: async () => ({ ok: true, detail: '', leafSha256: undefined }),
      environment: {},
      clock: () => RUN_NOW,
      ...context,
    });
  }

  /** The only run, in the record's words. */
  async once(
    settings: Partial<RotationSettings> = {},
    context: Partial<RunContext> = {},
  ): Promise<RotationRun> {
    const finished = await this.run(settings, context);
    const [only] = finished;
    if (only === undefined || finished.length > 1) throw new Error(`there were ${finished.length} runs`);
    return only.run;
  }

  get content(): string {
    return readFileSync(this.target, 'utf8');
  }

  /** What a swap would change of the file, whatever it holds. */
  get identity(): string {
    const { ino, mtimeNs, ctimeNs, mode } = statSync(this.target, { bigint: true });
    return [ino, mtimeNs, ctimeNs, mode].join(':');
  }

  get record(): RecordedRun[] {
    // What follows the last end of a line is being written.
    const lines = readFileSync(join(this.directory, 'record.jsonl'), 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as RecordedRun);
  }
}
