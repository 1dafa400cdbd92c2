import type { RotationOrigin } from '../../model/rotation.ts';
import type { Content, ContentCertificate, ContentRefusal } from './content.ts';
import { contentOf, parseCertificates } from './parse-content.ts';
import { readFolder } from './read-folder.ts';
import { readUrl } from './read-url.ts';
import { FileFault, fileState, readRegularFile, shown } from './regular-file.ts';
import { shownUrl } from './shown-url.ts';
import { type ReadState, stableRead } from './stable-read.ts';

/** Seconds for files: a network mount that has gone away answers never. */
const FILE_TIMEOUT = 60;

/** What bounds the reading of new content. */
export interface ReadOptions {
  /** The most bytes that are read. */
  readonly maxBytes: number;
  /** Ends the reading early; what comes back is then a refusal. */
  readonly signal: AbortSignal;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are; the process's own where nothing is said. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Reads new content from where it comes, and parses it strictly. Never throws: whatever stands in the way is a
 * refusal, in a sentence that names the place and no user, password or token.
 */
export async function readContent(
  origin: RotationOrigin,
  options: ReadOptions,
): Promise<Content | ContentRefusal> {
  const seconds = origin.type === 'url' ? origin.timeout : FILE_TIMEOUT;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(seconds * 1000)]);
  try {
    const found = await Promise.race([readFrom(origin, { ...options, signal }), rejection(signal)]);
    return 'refused' in found ? found : contentOf(found);
  } catch (error) {
    if (error instanceof FileFault) return { refused: error.message };
    if (!signal.aborted) throw error;
    const why = options.signal.aborted ? 'the run was stopped' : `it took longer than ${seconds} s`;
    return { refused: `${nameOf(origin)} was not read to its end: ${why}` };
  }
}

type Found = readonly ContentCertificate[] | ContentRefusal;

function readFrom(origin: RotationOrigin, options: ReadOptions): Promise<Found> {
  const { maxBytes, signal, environment = process.env } = options;
  if (origin.type === 'url') return readUrl(origin, { maxBytes, signal, environment });
  return origin.type === 'file'
    ? readFile(origin.path, maxBytes, signal)
    : readFolder(origin.path, maxBytes, signal);
}

async function readFile(path: string, maxBytes: number, signal: AbortSignal): Promise<Found> {
  const look = (): Promise<string> => fileState(path);
  const read = async (): Promise<ReadState<Buffer>> => {
    const { bytes, state } = await readRegularFile(path, maxBytes, signal);
    return { result: bytes, state };
  };
  const stable = await stableRead(look, read, signal);
  if (stable === undefined)
    return { refused: `${shown(path)} changes while it is read: it is being written to` };
  const found = parseCertificates(stable.result);
  return 'refused' in found ? { refused: `${shown(path)} ${found.refused}` } : found;
}

/** System calls on a mount that hangs cannot be taken back, but need not be waited for. */
function rejection(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return promise;
}

function nameOf(origin: RotationOrigin): string {
  return origin.type === 'url' ? shownUrl(new URL(origin.url)) : shown(origin.path);
}
