/**
 * Loaded into the exporter's process before the exporter (`node --import`). It looks at two things from inside that
 * do not show outside, and answers every message with what it has seen so far:
 *
 * - pauses of the event loop: a timer that is due every millisecond, and how late it comes;
 * - calls: how many files of certificates were opened and how many certificates were hashed, which is what comes
 *   before parsing.
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type { Pause, Seen } from './seen.ts';

/** Shorter pauses are not told, in milliseconds. */
const SHORTEST = 3;

/** Of the names of all files of the input. */
const SUFFIX = '.crt';

if (isMainThread && process.send !== undefined) watch(process.send.bind(process));

function watch(send: (message: Seen) => boolean): void {
  const pauses: Pause[] = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    // The timer itself is due after one millisecond.
    const duration = now - last - 1;
    last = now;
    if (duration < SHORTEST) return;
    pauses.push({ end: performance.timeOrigin + now, duration });
  }, 1).unref();

  const calls = { opened: 0, hashed: 0 };
  const { openSync } = fs;
  const { hash } = crypto;
  fs.openSync = (...args) => {
    // The file system is asked by names as bytes. Other files, such as the table of mounts, are none of the input.
    if (args[0].toString().endsWith(SUFFIX)) calls.opened += 1;
    return openSync(...args);
  };
  crypto.hash = ((...args: Parameters<typeof hash>) => {
    // A certificate is bytes; the text of the page's script is hashed as well.
    if (args[1] instanceof Uint8Array) calls.hashed += 1;
    return hash(...args);
  }) as typeof hash;
  syncBuiltinESMExports();

  process.on('message', () => send({ pauses, ...calls }));
  // To be asked is no reason to stay.
  process.channel?.unref();
}
