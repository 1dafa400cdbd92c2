import { expect, it } from 'vitest';
import { COMMANDS, DEFAULT_COMMAND } from '../../src/cli/commands.ts';
import { parse } from '../../src/cli/parse.ts';

it.each([...COMMANDS])('%s loads the command of that name', async (name, load) => {
  expect((await load()).name).toBe(name);
});

it('knows the default command', () => {
  expect(COMMANDS.has(DEFAULT_COMMAND)).toBe(true);
});

it.each([...COMMANDS])('the examples of %s are command lines that it takes', async (name, load) => {
  const command = await load();
  for (const example of command.examples ?? []) {
    const words = example.split(' ').filter((word) => word !== '');
    if (name !== DEFAULT_COMMAND) expect(words.shift()).toBe(name);
    expect(() => parse(command, words)).not.toThrow();
  }
});
