import { withLock } from '../../../src/rotation/swap/lock.ts';

/** Takes the lock of a target, says so, and keeps it until it is ended. */
const [directory = '', target = ''] = process.argv.slice(2);
const result = await withLock(directory, 'holder', target, async () => {
  process.stdout.write('held\n');
  await new Promise((resolve) => {
    process.stdin.once('end', resolve).resume();
  });
});
if (result !== undefined) process.stdout.write(`${result.lockHeld}\n`);
