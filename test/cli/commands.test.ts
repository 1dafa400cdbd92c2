import { expect, it } from 'vitest';
import { COMMANDS, DEFAULT_COMMAND } from '../../src/cli/commands.ts';

it.each([...COMMANDS])('%s loads the command of that name', async (name, load) => {
  expect((await load()).name).toBe(name);
});

it('knows the default command', () => {
  expect(COMMANDS.has(DEFAULT_COMMAND)).toBe(true);
});
