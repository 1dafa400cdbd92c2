import type { Runtime } from '../../model/trust.ts';
import type { HostFiles } from '../host/host-files.ts';
import { Binaries } from '../host/libraries.ts';
import { ANY_PROGRAM, type Place, type Surroundings } from '../runtimes/choice.ts';
import { RULE_OF } from '../runtimes/rules.ts';
import type { ProcessScan, RunningProcess } from './running-processes.ts';

/** A process that still has the roots of before. */
export interface StaleProcess {
  readonly pid: number;
  readonly runtime: Runtime;
  readonly unit: string;
  /** The file or folder that has changed since it was started, as the process sees it. */
  readonly path: string;
}

export interface StaleQuestion {
  readonly scan: ProcessScan;
  /** The file system as a process sees it: its own root. Asked once for all that see the same. */
  readonly hostOf: (process: RunningProcess) => HostFiles;
  /** Unix seconds at which the content of a place last changed. Default: `host.changedAt`, which may be later. */
  readonly changedAt?: (host: HostFiles, path: string) => number | undefined;
}

/** Seconds by which the kernel's clocks for processes and for files may differ. */
const CLOCKS_DIFFER = 1;

/**
 * The processes that were started before what their runtime loads its roots from last changed. They may have loaded
 * it again since, which nobody can see: Python does for each context, Go, Java and Node.js never do.
 */
export function staleProcesses(question: StaleQuestion): readonly StaleProcess[] {
  const { scan, hostOf, changedAt = (host, path) => host.changedAt(path) } = question;
  const seen = new Map<string, { host: HostFiles; binaries: Binaries }>();
  return scan.processes.flatMap((process) => {
    let view = seen.get(process.view);
    if (view === undefined) {
      const host = hostOf(process);
      view = { host, binaries: new Binaries(host) };
      seen.set(process.view, view);
    }
    const { host } = view;
    const changed = placesOf(process, { ...view, environment: process.environment })
      .filter((place) => isLoadedOnce(place))
      .find(({ path }) => (changedAt(host, path) ?? 0) > process.startedAt + CLOCKS_DIFFER);
    const { pid, runtime, unit } = process;
    return changed === undefined ? [] : [{ pid, runtime, unit, path: changed.path }];
  });
}

function placesOf({ runtime, file }: RunningProcess, surroundings: Surroundings): readonly Place[] {
  const rule = RULE_OF[runtime];
  if (runtime === 'go') return rule.choose(ANY_PROGRAM, surroundings).places;
  if (runtime === 'java') return rule.choose(file.replace(/(?:\/jre)?\/bin\/java$/, ''), surroundings).places;
  if (runtime !== 'python') return rule.choose(file, surroundings).places;
  const installation = rule
    .installations(surroundings)
    .find((path) => surroundings.host.resolve(path) === file);
  return installation === undefined ? [] : rule.choose(installation, surroundings).places;
}

/** OpenSSL looks into folders with hashed names at each handshake. */
function isLoadedOnce({ kind, names = 'hashed' }: Place): boolean {
  return kind === 'file' || (names !== 'hashed' && names !== 'hashed-any');
}
