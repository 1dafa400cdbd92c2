/** Whether SIGHUP came while nobody could act on it. */
let came = false;

function remember(): void {
  came = true;
}

/** Begins to remember SIGHUP, which would end a process that has no handler for it yet. */
export function holdHangup(): void {
  process.on('SIGHUP', remember);
}

/** Leaves SIGHUP to a handler that somebody has by now. @returns whether one came before that */
export function releaseHangup(): boolean {
  process.off('SIGHUP', remember);
  return came;
}
