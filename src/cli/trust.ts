import { resolve } from 'node:path';
import { namedFiles, trustOnce } from '../app.ts';
import { resolveTrust } from '../config/trust-settings.ts';
import { FINDING_LEVELS } from '../model/trust.ts';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { coloured, plain } from './probe/paint.ts';
import { choiceFlag, readConfig } from './settings-flags.ts';
import { trustJson } from './trust/json.ts';
import { trustReport } from './trust/report.ts';
import { trustVerdict } from './trust/verdict.ts';

const OUTPUTS = ['table', 'json'] as const;

export const trust: Command = {
  name: 'trust',
  summary:
    'Say which roots each runtime on this host trusts and why, audit the bundles of roots, and say what to do; status 1 when something is at the level of --fail-on or above.',
  flags: [
    { name: 'config.file', value: 'PATH', help: 'configuration file, of which root and trust count' },
    { name: 'root', value: 'DIR', help: 'look at an unpacked image or a mounted host as if it were /' },
    { name: 'fail-on', value: 'LEVEL', help: `${FINDING_LEVELS.join(', ')} (default high)` },
    { name: 'output', value: 'FORM', help: `${OUTPUTS.join(' or ')} (default table)` },
  ],
  examples: ['trust', 'trust --root ./unpacked-image --fail-on medium'],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const output = choiceFlag(args, 'output', OUTPUTS) ?? 'table';
    const failOn = choiceFlag(args, 'fail-on', FINDING_LEVELS) ?? 'high';
    const root = args.value('root');
    const config = await readConfig(args, root === undefined ? {} : { root: resolve(root) });
    // What is not there would pass for an image in which nobody trusts anybody.
    if (config.root !== undefined) await (await namedFiles()).checkRoot(config.root);
    const report = await trustOnce({
      settings: config.trust ?? resolveTrust(undefined),
      root: config.root,
      environment: terminal.environment,
    });

    if (output === 'json') terminal.stdout.write(trustJson(report));
    else {
      const inColour = terminal.stdout.isTTY === true && (terminal.environment['NO_COLOR'] ?? '') === '';
      terminal.stdout.write(trustReport(report, failOn, inColour ? coloured : plain));
    }
    return trustVerdict(report, failOn).fine ? EXIT.ok : EXIT.failure;
  },
};
