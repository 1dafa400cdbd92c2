import { readSync, writeSync } from 'node:fs';
import { withLock } from '../../../src/rotation/swap/lock.ts';
import { openTarget } from '../../../src/rotation/swap/open-target.ts';
import { recover } from '../../../src/rotation/swap/recover.ts';
import { swapIn } from '../../../src/rotation/swap/swap.ts';
import type { SwapOrder, SwapReport } from './swap-order.ts';

/** One swap in a process of its own, as a run does it, without content to read or hooks to run. */
async function run(order: SwapOrder): Promise<SwapReport> {
  const { directory, target, content, inPlace = false, create = false, backups = 3, way = 'done' } = order;
  const work = async (): Promise<SwapReport> => {
    const recovered = await recover(directory, target);
    const opened = await openTarget(target, { inPlace, create, directory });
    if ('refused' in opened) return opened;
    const swapped = await swapIn(opened, Buffer.from(content), { directory, rotation: 'test', backups });
    if (way === 'restore') await swapped.restore();
    if (way !== 'leave') await swapped.done();
    return { recovered: recovered.state, way: swapped.way, notes: swapped.notes, backup: swapped.backup };
  };
  try {
    return await withLock(directory, 'test', target, work);
  } catch (error) {
    return { failed: (error as Error).message };
  }
}

// Waits, by a call that nothing else is going on beside, until it may be traced from here on.
if (process.argv[3] === 'wait') {
  writeSync(1, '\n');
  readSync(0, Buffer.alloc(1));
}
process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as SwapOrder)));
