import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectOnce, expositionOf } from '../app.ts';
import type { FlagSettings } from '../config/resolve.ts';
import type { SourceSettings } from '../config/source-settings.ts';
import { ROLES } from '../model/certificate.ts';
import { CRITICAL_WINDOW } from '../model/validity.ts';
import { isKubeconfig } from './check/is-kubeconfig.ts';
import { checkJson } from './check/json.ts';
import { type CheckKind, judge } from './check/judge.ts';
import { Progress } from './check/progress.ts';
import { summary } from './check/summary.ts';
import { checkTable } from './check/table.ts';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { CERTIFICATE_FLAGS, choiceFlag, durationFlag, flagSettings, readConfig } from './settings-flags.ts';
import { UsageError } from './usage-error.ts';

const OUTPUTS = ['table', 'json', 'prom'] as const;
const KINDS: readonly CheckKind[] = [...ROLES, 'crl'];

export const check: Command = {
  name: 'check',
  summary:
    'Collect once and print what was found, soonest expiry first; status 1 when something is expired, expires within the window, or could not be read.',
  operands: '[PATH or GLOB …]',
  flags: [
    ...CERTIFICATE_FLAGS,
    { name: 'within', value: 'DURATION', help: 'what expires within this window is not fine (default 7d)' },
    { name: 'output', value: 'FORM', help: `${OUTPUTS.join(', ')} (default table)` },
    {
      name: 'roles',
      value: 'ROLES',
      help: `look only at these, separated by commas (default ${KINDS.join(',')})`,
    },
    {
      name: 'passphrase-file',
      value: 'PATH',
      repeatable: true,
      help: 'its first line opens keystores among the paths (default: none, then changeit)',
    },
    {
      name: 'accept',
      value: 'SHA256',
      repeatable: true,
      help: 'fingerprint of a certificate or revocation list that is known and tolerated',
    },
  ],
  examples: [
    'check',
    'check --within 30d --roles leaf,intermediate /etc/nginx',
    'check --root ./unpacked-image --output json',
  ],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const within = durationFlag(args, 'within') ?? CRITICAL_WINDOW;
    const output = choiceFlag(args, 'output', OUTPUTS) ?? 'table';
    const roles = rolesFlag(args);
    const accepted = new Set((args.values('accept') ?? []).map(fingerprint));
    const config = await readConfig(args, withOperands(args));
    if (args.given('passphrase-file') && !config.sources.some(opensKeystores)) {
      throw new UsageError(
        '--passphrase-file goes with paths on the command line: sources of the file have passphrases of their own',
      );
    }

    const progress = new Progress(terminal);
    const inventory = await collectOnce(config, (files) => progress.report(files)).finally(() =>
      progress.clear(),
    );

    const now = Date.now() / 1000;
    const result = judge(inventory, { now, within, roles, accepted });
    if (output === 'prom') terminal.stdout.write(await expositionOf(inventory));
    if (output === 'json') terminal.stdout.write(checkJson(result, now));
    if (output === 'table') {
      const { isTTY = false, columns } = terminal.stdout;
      const colour = isTTY && (terminal.environment['NO_COLOR'] ?? '') === '';
      terminal.stdout.write(checkTable(result, { now, width: isTTY ? columns : undefined, colour }));
      terminal.stdout.write(summary(result, within, roles));
    }
    return result.fine ? EXIT.ok : EXIT.failure;
  },
};

const opensKeystores = (source: SourceSettings): boolean =>
  source.type === 'files' && source.keystores !== undefined;

/**
 * Operands are certificates of the command line like those of flags; a folder is taken with all that is below it. A
 * name that exists is meant as it stands, brackets and all, because a shell has expanded its globs already.
 */
function withOperands(args: Arguments): FlagSettings {
  const passphraseFiles = args.values('passphrase-file')?.map((path) => resolve(path));
  const settings = {
    ...flagSettings(relativeRoot(args)),
    opensKeystores: true,
    ...(passphraseFiles !== undefined && { passphraseFiles }),
  };
  if (args.operands.length === 0) return settings;
  // Under another root there is no current folder, so a relative path begins at that root.
  const { root = '' } = settings;
  const paths = args.operands.map((operand) => resolve(root === '' ? process.cwd() : '/', operand));
  const isGlob = (path: string): boolean => /[*?[\]{}()!]/.test(path) && !existsSync(join(root, path));
  const [globs, written] = [paths.filter(isGlob), paths.filter((path) => !isGlob(path))];
  const kubeconfigs = written.filter((path) => isKubeconfig(join(root, path)));
  return {
    ...settings,
    directories: [...(settings.directories ?? []), ...written.filter((path) => !kubeconfigs.includes(path))],
    globs: [...(settings.globs ?? []), ...globs],
    ...(kubeconfigs.length > 0 && { kubeconfigs }),
  };
}

/** A person at a shell may name the root relative to where he stands. */
function relativeRoot(args: Arguments): Arguments {
  return {
    ...args,
    value: (flag) => {
      const value = args.value(flag);
      return flag === 'root' && value !== undefined ? resolve(value) : value;
    },
  };
}

function rolesFlag(args: Arguments): ReadonlySet<CheckKind> {
  const text = args.value('roles');
  if (text === undefined) return new Set(KINDS);
  return new Set(
    text.split(',').map((word) => {
      const role = KINDS.find((candidate) => candidate === word.trim());
      if (role === undefined) {
        throw new UsageError(
          `--roles: expected ${KINDS.join(', ')}, separated by commas, got ${JSON.stringify(word)}`,
        );
      }
      return role;
    }),
  );
}

/** A SHA-256 fingerprint as any tool prints it, with or without colons, in either case. */
function fingerprint(text: string): string {
  const digits = text.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw new UsageError(
    `--accept: expected a SHA-256 fingerprint of 64 hex digits, got ${JSON.stringify(text)}`,
  );
}
