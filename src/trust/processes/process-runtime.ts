import { basename } from 'node:path/posix';
import type { Runtime } from '../../model/trust.ts';

/** How much of a program has to be looked at to know one of Go's. */
export const PROGRAM_HEAD = 4096;

/** The ELF note in which Go's linker writes its build: owner `Go`, type 4. */
const GO_NOTE = Buffer.from('04000000476f0000', 'hex');

const BY_NAME: readonly (readonly [RegExp, Runtime])[] = [
  [/^node(?:js)?$/, 'node'],
  [/^java$/, 'java'],
  [/^python\d*(?:\.\d+)?$/, 'python'],
  [/^ruby[\d.]*$/, 'ruby'],
  [/^curl$/, 'curl'],
  [/^wget$/, 'wget'],
];

/** A runtime, and the file by which its rule knows the installation. */
export interface ProcessRuntime {
  readonly runtime: Runtime;
  /** The program, or the library that decides. */
  readonly file: string;
}

/**
 * Which runtime a process is: by its program, by the mark that Go leaves, else by the TLS library that it has loaded.
 *
 * @param program the path of the program.
 * @param head its first bytes.
 * @param maps `/proc/PID/maps` (proc_pid_maps(5)).
 */
export function processRuntime(program: string, head: Buffer, maps: string): ProcessRuntime | undefined {
  const loaded = (name: RegExp): string | undefined => name.exec(maps)?.[1];
  const runtime = BY_NAME.find(([name]) => name.test(basename(program)))?.[1];
  if (runtime === 'ruby') {
    const file = loaded(/ (\/\S*\/openssl\.so)$/m);
    return file === undefined ? undefined : { runtime, file };
  }
  if (runtime !== undefined) return { runtime, file: program };
  if (head.includes(GO_NOTE)) return { runtime: 'go', file: program };
  const openssl = loaded(/ (\/\S*\/libcrypto\.so\.\S+)$/m);
  // Many programs take their hashes from libcrypto and never shake hands.
  if (openssl !== undefined && loaded(/ (\/\S*\/libssl\.so\.\S+)$/m) !== undefined) {
    return { runtime: 'openssl', file: openssl };
  }
  const gnutls = loaded(/ (\/\S*\/libgnutls\.so\.\S+)$/m);
  return gnutls === undefined ? undefined : { runtime: 'gnutls', file: gnutls };
}
