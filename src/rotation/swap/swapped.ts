import type { SwapWay } from './target.ts';

export interface SwapOptions {
  /** The rotation directory: the journal and the backups are kept there. */
  readonly directory: string;
  /** The name of the rotation, for the journal. */
  readonly rotation: string;
  /** Backups that are kept once the run is over. */
  readonly backups: number;
}

/**
 * New content in its place, and the way back. Until `done` is called the journal has it as unfinished, so that the
 * next run learns of it. In this order: swap, hooks, perhaps `restore` and the reload after it, `appendRun`, `done`.
 */
export interface Swapped {
  readonly rotation: string;
  /** The file that was replaced, links followed. */
  readonly path: string;
  readonly way: SwapWay;
  /** Where the content of before is kept; undefined where there was none. */
  readonly backup: string | undefined;
  /** Lower-case hex; undefined where there was no file. */
  readonly sha256Before: string | undefined;
  readonly sha256After: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** What the operator should know although the swap succeeded, one sentence each. */
  readonly notes: readonly string[];
  /** Puts back what was there before, in the same safe way; removes the file where there was none. @throws SwapError */
  restore(): Promise<void>;
  /** The run is over, whatever came of it: forgets the journal and prunes the backups. @throws SwapError */
  done(): Promise<void>;
}

/** What a run that was ended in the middle has left, and what became of it. */
export type Recovered =
  | { readonly state: 'nothing' }
  /** It had not replaced the target yet; its temporary files are gone and nothing else is due. */
  | { readonly state: 'swept'; readonly detail: string }
  /**
   * The new content is in place and its hooks are not known to have ended: they have to be run (again), and then
   * `restore` or `done` as after a swap.
   */
  | { readonly state: 'hooks_due'; readonly detail: string; readonly swap: Swapped }
  /**
   * What was there before is there again (it was being put back, or was half written in place and is whole again):
   * the services may still have the new content, so that a reload is due, and then `done`.
   */
  | { readonly state: 'reload_due'; readonly detail: string; readonly done: () => Promise<void> }
  /** Somebody else has written the target since: it is left as it is. */
  | { readonly state: 'changed_since'; readonly detail: string };
