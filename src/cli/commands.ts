import type { Command } from './command.ts';

/** The command that runs when none is named. */
export const DEFAULT_COMMAND = 'serve';

/** Every command by its name. Each is loaded when it runs, so that one does not pay for what another needs. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./serve.ts')).serve],
  ['check', async () => (await import('./check.ts')).check],
  ['probe', async () => (await import('./probe.ts')).probe],
  ['trust', async () => (await import('./trust.ts')).trust],
  ['rotate', async () => (await import('./rotate.ts')).rotate],
  ['relay', async () => (await import('./relay.ts')).relay],
  ['healthcheck', async () => (await import('./healthcheck.ts')).healthcheck],
]);
