import { fileURLToPath } from 'node:url';
import type { ChildProgram } from '../sources/asked-child.ts';

/** What runs this program again under a hidden command: the bundled file in production, the sources in development. */
export function ownEntry(command: string): ChildProgram {
  return { file: process.argv[1] ?? fileURLToPath(import.meta.url), args: [command] };
}
