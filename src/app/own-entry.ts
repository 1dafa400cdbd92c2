import { fileURLToPath } from 'node:url';

/** A program to run in a child process, and its arguments. */
export interface ChildEntry {
  readonly file: string;
  readonly args: readonly string[];
}

/** What runs this program again under a hidden command: the bundled file in production, the sources in development. */
export function ownEntry(command: string): ChildEntry {
  return { file: process.argv[1] ?? fileURLToPath(import.meta.url), args: [command] };
}
