import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { SwapOrder, SwapReport } from './swap-order.ts';

const ENTRY = join(import.meta.dirname, 'swap-entry.ts');

/** What a swap came to under mounts that only it had, and what the commands after it printed. */
export interface MountedResult {
  readonly report: SwapReport;
  readonly printed: string;
}

/**
 * Runs shell commands, one swap, and commands after it, in a mount namespace of their own (unshare(1)): the mounts
 * are gone with it, and nobody else ever sees them.
 */
export function swapUnderMounts(before: string, order: SwapOrder, after = ''): MountedResult {
  const script = `set -e\n${before}\nset +e\n"$NODE" "$ENTRY" "$ORDER"\nprintf '\\n'\n${after}`;
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['--mount', '--propagation', 'private', 'sh', '-c', script],
    {
      env: { ...process.env, NODE: process.execPath, ENTRY, ORDER: JSON.stringify(order) },
    },
  );
  const [report = '', ...printed] = stdout.toString().split('\n');
  if (status !== 0 || report === '') throw new Error(`${status} ${stderr.toString()}`);
  return { report: JSON.parse(report) as SwapReport, printed: printed.join('\n').trim() };
}
