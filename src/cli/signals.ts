/** How a process that serves is told to end. */
const END_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Resolves at the first signal to end; calls `onHangup` at each SIGHUP meanwhile. A second signal to end finds no
 * handler any more, so that it ends the process at once: whoever presses Ctrl+C twice means it.
 */
export function untilSignal({ onHangup }: { readonly onHangup: () => void }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => {
    for (const signal of END_SIGNALS) process.off(signal, end);
    process.off('SIGHUP', onHangup);
    resolve();
  };
  for (const signal of END_SIGNALS) process.on(signal, end);
  process.on('SIGHUP', onHangup);
  return promise;
}
