/** What tells a rotator to end: SIGHUP too, which comes when its terminal goes away. */
const END_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export interface StopSignal extends Disposable {
  /** Aborts at the first signal to end. */
  readonly signal: AbortSignal;
}

/**
 * Heeds the first signal to end until it is disposed of. A second one finds no handler any more, so that it ends the
 * process at once: the next run settles what is left then.
 */
export function stopSignal(): StopSignal {
  const stop = new AbortController();
  const dispose = (): void => {
    for (const signal of END_SIGNALS) process.off(signal, end);
  };
  const end = (): void => {
    dispose();
    stop.abort();
  };
  for (const signal of END_SIGNALS) process.on(signal, end);
  return { signal: stop.signal, [Symbol.dispose]: dispose };
}
