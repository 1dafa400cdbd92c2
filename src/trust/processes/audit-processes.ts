import { join } from 'node:path';
import type {
  LookedProcesses,
  ProcessTrust,
  SeenContents,
  StaleProcesses,
} from '../../model/trust-processes.ts';
import { mountedHost } from '../audit/mounted-host.ts';
import { ContentHistory } from './content-history.ts';
import { createProcessView, type ProcessView } from './process-view.ts';
import { type RunningProcess, runningProcesses } from './running-processes.ts';
import { type StaleProcess, staleProcesses } from './stale-processes.ts';

/** Others choose what is read here: more than an interpreter that stands alone has is no bundle and no library. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface ProcessQuestion {
  /** Where the host's root folder is; `/` for this one's. Its processes are under `proc` in it. */
  readonly root: string;
  /** What time it is, in Unix seconds: asked as the look goes on, because files may change meanwhile. */
  readonly clock: () => number;
  /** What the look before this one has given back; empty at the first. */
  readonly before: SeenContents;
  /** Those of the root, unless a test has others. */
  readonly view?: ProcessView;
}

/**
 * Looks at the processes that run on a host, each in its own root and environment, for those that have the roots of
 * before. Undefined where no process is to be seen, as in an unpacked image. Throws nothing.
 */
export function auditProcesses(question: ProcessQuestion): ProcessTrust | undefined {
  const { root, clock, before, view = createProcessView(join(root, 'proc')) } = question;
  if (view.pids().length === 0) return undefined;
  const scan = runningProcesses(view);
  // Where it is not known when the host was started, no process is known either.
  const history = new ContentHistory(before, { now: clock, bootedAt: scan.bootedAt ?? 0 });
  const stale = staleProcesses({
    scan,
    hostOf: ({ pid }) => mountedHost(join(root, 'proc', String(pid), 'root'), { mostBytes: MOST_BYTES }),
    changedAt: (seenBy, place, seen) => history.changedAt(seenBy, place, seen),
  });
  return {
    looked: countsOf(scan.processes),
    stale: groupsOf(stale),
    hidden: scan.hidden,
    contents: history.contents,
  };
}

/** For a map, and for the order of what is shown. */
function keyOf({ runtime, unit, path = '' }: { runtime: string; unit: string; path?: string }): string {
  return [runtime, unit, path].join('\0');
}

function countsOf(processes: readonly RunningProcess[]): readonly LookedProcesses[] {
  return sortedGroups(processes).flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ runtime: first.runtime, unit: first.unit, processes: group.length }];
  });
}

function groupsOf(processes: readonly StaleProcess[]): readonly StaleProcesses[] {
  return sortedGroups(processes).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { runtime, unit, path, changedAt } = first;
    const startedAt = Math.min(...group.map((each) => each.startedAt));
    return [{ runtime, unit, path, pids: group.map(({ pid }) => pid), startedAt, changedAt }];
  });
}

function sortedGroups<Each extends { runtime: string; unit: string; path?: string }>(
  all: readonly Each[],
): readonly (readonly Each[])[] {
  const groups = [...Map.groupBy(all, keyOf)];
  return groups.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
