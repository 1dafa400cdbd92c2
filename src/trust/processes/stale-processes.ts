import { join } from 'node:path/posix';
import type { Runtime } from '../../model/trust.ts';
import type { HostFiles } from '../host/host-files.ts';
import { Binaries } from '../host/libraries.ts';
import { AnchorLoader } from '../runtimes/anchor-loader.ts';
import { ANY_PROGRAM, type Place, type Surroundings } from '../runtimes/choice.ts';
import { pythonInstallation } from '../runtimes/python.ts';
import { homesIn } from '../runtimes/python-homes.ts';
import { RULE_OF } from '../runtimes/rules.ts';
import type { SeenHost } from './content-history.ts';
import type { ProcessScan, RunningProcess } from './running-processes.ts';

/** A process that still has the roots of before. */
export interface StaleProcess {
  readonly pid: number;
  readonly runtime: Runtime;
  readonly unit: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** The file or folder that has changed since it was started, as the process sees it. */
  readonly path: string;
  /** Unix seconds. */
  readonly changedAt: number;
}

export interface StaleQuestion {
  readonly scan: ProcessScan;
  /** The file system as a process sees it: its own root. Asked once for all that see the same. */
  readonly hostOf: (process: RunningProcess) => HostFiles;
  /** Unix seconds at which the content of a place last changed; undefined where that is not known. */
  readonly changedAt: (view: string, place: Place, seen: SeenHost) => number | undefined;
}

/** Seconds by which the kernel's clocks for processes and for files may differ. */
const CLOCKS_DIFFER = 1;

interface View extends SeenHost {
  readonly binaries: Binaries;
}

/**
 * The processes that were started before what their runtime loads its roots from last changed. They may have loaded
 * it again since, which nobody can see: Python does for each context, Go, Java and Node.js never do.
 */
export function staleProcesses({ scan, hostOf, changedAt }: StaleQuestion): readonly StaleProcess[] {
  const seen = new Map<string, View>();
  const viewOf = (process: RunningProcess): View => {
    const known = seen.get(process.view);
    // The process whose root it was may have ended meanwhile.
    if (known?.host.kind('/') === 'folder') return known;
    const host = hostOf(process);
    const view = { host, binaries: new Binaries(host), loader: new AnchorLoader(host) };
    seen.set(process.view, view);
    return view;
  };
  return scan.processes.flatMap((process) => {
    const view = viewOf(process);
    const { pid, runtime, unit, startedAt } = process;
    for (const place of placesOf(process, { ...view, environment: process.environment })) {
      if (!isLoadedOnce(place)) continue;
      const path = place.path.startsWith('/') ? place.path : join(process.folder, place.path);
      const changed = changedAt(process.view, { ...place, path }, view);
      if (changed !== undefined && changed > startedAt + CLOCKS_DIFFER) {
        return [{ pid, runtime, unit, startedAt, path, changedAt: changed }];
      }
    }
    return [];
  });
}

function placesOf({ runtime, file }: RunningProcess, surroundings: Surroundings): readonly Place[] {
  const rule = RULE_OF[runtime];
  if (runtime === 'go') return rule.choose(ANY_PROGRAM, surroundings).places;
  if (runtime === 'java') return rule.choose(file.replace(/(?:\/jre)?\/bin\/java$/, ''), surroundings).places;
  if (runtime === 'node') {
    // Its places do not depend on its bytes, which are a hundred megabytes for each container.
    const unread = new Binaries({ ...surroundings.host, read: () => 'EFBIG' });
    return rule.choose(file, { ...surroundings, binaries: unread }).places;
  }
  if (runtime !== 'python') return rule.choose(file, surroundings).places;
  const { host } = surroundings;
  const installation = homesIn(host, join(file, '../..'))
    .map((home) => pythonInstallation(home))
    .find((path) => host.resolve(path) === file);
  return installation === undefined ? [] : rule.choose(installation, surroundings).places;
}

/** OpenSSL looks into folders with hashed names at each handshake. */
function isLoadedOnce({ kind, names = 'hashed' }: Place): boolean {
  return kind === 'file' || (names !== 'hashed' && names !== 'hashed-any');
}
