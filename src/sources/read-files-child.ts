import { FileStore } from './file-store.ts';
import { DEFAULT_MAX_FILE_BYTES, wantedBy } from './files-settings.ts';
import { readMatch } from './read-matches.ts';
import type { RemoteMessage, RemoteRequest } from './remote-protocol.ts';
import { resolverFor } from './resolver-for.ts';
import { TimeSlice } from './time-slice.ts';
import { Walk } from './walk.ts';
import type { Match } from './walk-result.ts';

/** Milliseconds between two signs of life, at the most often. */
const BEAT = 500;

/** Hands a message on; resolves when it is on its way, so that no more is read than the other side takes. */
export type Send = (message: RemoteMessage) => Promise<void>;

/**
 * The whole life of a child process that reads files which may hang: waits for one request over the channel that
 * fork(3) made, answers it, and ends. It also ends, at once, when its parent goes.
 */
export async function runReadFilesChild(port: NodeJS.Process = process): Promise<void> {
  if (port.send === undefined) throw new Error('read-files is started by the exporter itself, not by hand');
  const given = Promise.withResolvers<RemoteRequest>();
  port.once('disconnect', () => port.exit(0));
  port.once('message', (message) => given.resolve(message as RemoteRequest));
  const send: Send = (message) =>
    new Promise((resolve) => {
      port.send?.(message, undefined, undefined, () => resolve());
    });
  await answerRequest(await given.promise, send);
  port.disconnect();
}

/** Looks at everything that the request names, as far as the file systems let it. */
export async function answerRequest(request: RemoteRequest, send: Send): Promise<void> {
  const { settings, spots, known } = request;
  let lastBeat = performance.now();
  const slice = new TimeSlice(new AbortController().signal, () => {
    if (performance.now() - lastBeat < BEAT) return;
    lastBeat = performance.now();
    void send({ kind: 'alive' });
  });
  const wanted = wantedBy(settings);
  // Here it does not matter which mounts may hang.
  const resolver = resolverFor(wanted, settings.root, new Set());
  const walk = new Walk(wanted, resolver, new Map(), slice, Date.now);
  const starts = spots.map(({ path, include, exclude, accepts }) => ({
    path,
    include: wanted.includes.state(include),
    exclude: wanted.excludes.state(exclude),
    accepts,
  }));
  await walk.run(starts);

  const unchanged = new FileStore();
  unchanged.begin();
  for (const identity of known) unchanged.put(identity, true, NOTHING);
  const matches: Match[] = [];
  const read = { maxFileBytes: settings.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES, resolver, now: Date.now };
  for (const match of walk.result.matches) {
    const { dev, ino, size, mtimeNs, ctimeNs } = match.identity;
    const plain = { ...match, identity: { dev, ino, size, mtimeNs, ctimeNs } };
    if (unchanged.current(plain.identity) !== undefined) {
      matches.push(plain);
      continue;
    }
    const fresh = readMatch(plain, read);
    if (fresh === undefined) continue;
    await send({ kind: 'file', file: fresh });
    unchanged.put(fresh.identity, true, NOTHING);
    matches.push({ ...plain, identity: fresh.identity });
    if (slice.due()) await slice.pause();
  }
  const { troubles, complete, matched, blocked } = walk.result;
  const findings = { matches, troubles, complete, matched: [...matched], blocked: [...blocked] };
  await send({ kind: 'done', findings });
}

/** Only that a file is known matters here; what is in it the other side knows. */
const NOTHING = {
  kind: 'container',
  container: {
    kind: 'empty',
    certificates: [],
    revocationLists: [],
    findings: [],
    findingCounts: {},
    otherObjects: 0,
  },
} as const;
