import { writeFileSync } from 'node:fs';
import type * as files from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { TargetLister } from '../../../src/app/handshaking/target-lister.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CHANGED = 1_800_000_000;

// Kernels before 6.13 give two writes of one tick the same time, which cannot be had of a newer one.
vi.mock(import('node:fs/promises'), async (importOriginal) => {
  const real = await importOriginal();
  const stat = async (...given: Parameters<typeof files.stat>) => {
    const time = BigInt(CHANGED) * 1_000_000_000n;
    return Object.assign(await real.stat(...given), { mtimeNs: time, ctimeNs: time });
  };
  return { ...real, stat: stat as unknown as typeof files.stat };
});

it('reads a file again that was young when it was read, however old it is by now', async () => {
  const path = join(temporaryFolder(), 'a.json');
  const yaml = `handshake: { target_files: [{ path: ${path} }] }`;
  const { handshake } = resolveConfig(parseConfig(yaml, 'test.yml'), {});
  if (handshake === undefined) throw new Error('nothing is configured');
  const lister = new TargetLister(handshake, {});
  const clock = vi.spyOn(Date, 'now');
  onTestFinished(() => clock.mockRestore());
  const listed = async (target: string, secondsLater: number): Promise<string[]> => {
    writeFileSync(path, JSON.stringify([{ targets: [target] }]));
    clock.mockReturnValue((CHANGED + secondsLater) * 1000);
    return (await lister.list()).targets.map((each) => each.target);
  };
  expect(await listed('a:1', 1)).toEqual(['a:1']);
  expect(await listed('b:1', 3)).toEqual(['b:1']);
  // From then on no write could have had the time of the first.
  expect(await listed('c:1', 5)).toEqual(['b:1']);
});
