import { readFileSync } from 'node:fs';

/** Processor time since the start of the machine, in the kernel's ticks. */
export interface ProcessorTime {
  /** Of all processors together, idle or not. */
  readonly all: number;
  /** In which they did something. */
  readonly busy: number;
  /** Of this process and of those that it has started and that have ended. */
  readonly own: number;
}

/** Now, by proc_stat(5) and proc_pid_stat(5). */
export function processorTime(
  machine: string = readFileSync('/proc/stat', 'utf8'),
  process: string = readFileSync('/proc/self/stat', 'utf8'),
): ProcessorTime {
  const ticks = (/^cpu +(.*)$/m.exec(machine)?.[1] ?? '').split(' ').map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft = 0, stolen = 0] = ticks;
  const busy = user + nice + system + interrupts + soft + stolen;
  // The name of the program, in brackets, may hold anything. After it comes the third field.
  const fields = process
    .slice(process.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const own = fields.slice(14 - 3, 17 - 3 + 1).reduce((sum, field) => sum + field, 0);
  return { all: busy + idle + waiting, busy, own };
}

/**
 * How many processors' worth of time other programs took between two moments: where that is much, times say more
 * about them than about what was measured.
 */
export function takenByOthers(before: ProcessorTime, after: ProcessorTime, cores: number): number {
  const all = after.all - before.all;
  const others = after.busy - before.busy - (after.own - before.own);
  return all === 0 ? 0 : Math.max(0, (others / all) * cores);
}
