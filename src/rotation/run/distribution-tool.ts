import type { DistributionTool, HookCommand } from '../../model/rotation.ts';

/** Seconds. The tool runs the hooks of other packages too: Java's store is made by one of them. */
const TIMEOUT = 300;

const COMMANDS: Readonly<Record<DistributionTool, readonly string[]>> = {
  'update-ca-certificates': ['update-ca-certificates'],
  'update-ca-trust': ['update-ca-trust', 'extract'],
};

/** The command that makes bundles out of the tool's source folder. */
export function toolCommand(tool: DistributionTool): HookCommand {
  return { command: COMMANDS[tool], timeout: TIMEOUT };
}

/** The same after content was put back, perhaps by taking away a file: only `--fresh` drops the links to it. */
export function toolCommandAfterRollback(tool: DistributionTool): HookCommand {
  const command = COMMANDS[tool];
  return { command: tool === 'update-ca-certificates' ? [...command, '--fresh'] : command, timeout: TIMEOUT };
}
