/**
 * Loaded into the exporter's process before the exporter (`node --import`): a timer of libuv's own looks how late the
 * event loop is. Answers every message with what was seen since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds from one look to the next; that much is no lateness. */
const RESOLUTION = 5;

/** Lateness of the event loop, in milliseconds. */
export interface Delay {
  readonly longest: number;
  /** 99 of 100 looks were no later. */
  readonly p99: number;
}

if (isMainThread && process.send !== undefined) watch(process.send.bind(process));

function watch(send: (message: Delay) => boolean): void {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  process.on('message', () => {
    send({ longest: late(histogram.max), p99: late(histogram.percentile(99)) });
    histogram.reset();
  });
  // To be asked is no reason to stay.
  process.channel?.unref();
}
