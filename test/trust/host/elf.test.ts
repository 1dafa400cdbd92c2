import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readElfDynamic } from '../../../src/trust/host/elf.ts';
import { runProgram } from '../../support/programs.ts';

const SHELL = readFileSync('/bin/sh');

it('reads what a real program is linked with', () => {
  const said = runProgram('ldd', ['/bin/sh']).stdout;
  const { needed } = readElfDynamic(SHELL);
  expect(needed.length).toBeGreaterThan(0);
  for (const name of needed) expect(said).toContain(name);
});

it('asks for nothing where there is no ELF file, or one that is cut off or lies', () => {
  const nothing = { needed: [], searchPath: [] };
  expect(readElfDynamic(Buffer.from('#!/bin/sh\n'))).toEqual(nothing);
  expect(readElfDynamic(SHELL.subarray(0, 200))).toEqual(nothing);
  const lying = Buffer.from(SHELL);
  lying.fill(0xff, 32, 64);
  expect(readElfDynamic(lying)).toEqual(nothing);
});
