import { writeSync } from 'node:fs';

/** How often a write is tried again where the reader at the other end of a pipe is behind, and the pause between. */
const MOST_TRIES = 20;
const PAUSE_MILLISECONDS = 5;

const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Where lines go, each with its line feed. */
export interface LineWriter {
  readonly write: (line: string) => void;
}

/**
 * Writes lines to a file descriptor at once, so that the last words of a process that fails are not lost. What cannot
 * be written is dropped: a full disk or a log that nobody reads any more is no reason to stop watching certificates.
 */
export function lineWriter(fd: number, write: typeof writeSync = writeSync): LineWriter {
  return {
    write: (line) => {
      let left = Buffer.from(line, 'utf8');
      for (let tries = 0; left.length > 0 && tries < MOST_TRIES; tries++) {
        try {
          left = left.subarray(write(fd, left));
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
          Atomics.wait(waiting, 0, 0, PAUSE_MILLISECONDS);
        }
      }
    },
  };
}
