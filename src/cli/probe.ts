import { namedFiles, probeOnce } from '../app.ts';
import { DEFAULT_MODULE } from '../config/handshake-settings.ts';
import { HANDSHAKE_DEFAULTS, moduleOptions } from '../config/resolve-handshake.ts';
import type { FileConfig } from '../config/schema.ts';
import { didYouMean } from '../model/closest.ts';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { probeJson } from './probe/json.ts';
import { MODULE_FLAGS, moduleByFlags } from './probe/module-flags.ts';
import { coloured, plain } from './probe/paint.ts';
import { report } from './probe/report.ts';
import { targetsOf } from './probe/targets.ts';
import { choiceFlag, configFile } from './settings-flags.ts';
import { UsageError } from './usage-error.ts';

const OUTPUTS = ['table', 'json'] as const;

export const probe: Command = {
  name: 'probe',
  summary:
    'Shake hands with each target once and say what came of it, why, and what to do; status 1 when one of them fails.',
  operands: 'HOST:PORT …',
  flags: [
    { name: 'config.file', value: 'PATH', help: 'configuration file whose modules can be used' },
    {
      name: 'module',
      value: 'NAME',
      help: `module of that file (default ${DEFAULT_MODULE}); flags win over it`,
    },
    ...MODULE_FLAGS,
    { name: 'output', value: 'FORM', help: `${OUTPUTS.join(' or ')} (default table)` },
  ],
  examples: [
    'probe www.example.com',
    'probe --starttls smtp mail.example.com:25',
    'probe --ca-file internal-ca.pem --output json db.internal:5432',
  ],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const output = choiceFlag(args, 'output', OUTPUTS) ?? 'table';
    const file = await configFile(args);
    const name = args.value('module') ?? DEFAULT_MODULE;
    const written = moduleByFlags(args, writtenModule(file, name));
    const timeout = file?.handshake?.timeout ?? HANDSHAKE_DEFAULTS.timeout;
    const targets = targetsOf(args.operands, name, written.starttls !== undefined);
    const { environment } = terminal;
    const module = moduleOptions(name, written, timeout);
    // A file that is not there would end in a verdict on the server, and not on the command line.
    await (await namedFiles()).checkModuleFiles(module);
    const probed = await probeOnce(targets, module, file?.root, { environment });

    const now = Date.now() / 1000;
    if (output === 'json') terminal.stdout.write(probeJson(probed, now));
    else {
      const inColour = terminal.stdout.isTTY === true && (environment['NO_COLOR'] ?? '') === '';
      const reports = probed.map((each) => report(each, now, inColour ? coloured : plain));
      terminal.stdout.write(reports.join('\n'));
    }
    return probed.every(({ result }) => result.success) ? EXIT.ok : EXIT.failure;
  },
};

function writtenModule(file: FileConfig | undefined, name: string) {
  const modules = new Map(Object.entries(file?.handshake?.modules ?? {}));
  const written = modules.get(name) ?? (name === DEFAULT_MODULE ? {} : undefined);
  if (written !== undefined) return written;
  const known = [...new Set([DEFAULT_MODULE, ...modules.keys()])];
  throw new UsageError(
    `--module: expected one of the modules (${known.join(', ')}), got ${JSON.stringify(name)}${didYouMean(name, known)}`,
  );
}
