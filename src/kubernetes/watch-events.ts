import { LineSplitter } from './answer/line-splitter.ts';
import { parseJson } from './answer/parse-json.ts';
import { refusalFor, refusalOf } from './answer/refusal.ts';
import { readStatus } from './answer/status.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import type { FollowOptions } from './following.ts';
import { isKubernetesObject, type KubernetesObject } from './kubernetes-object.ts';
import { MOST_OBJECT_BYTES, selectors } from './list-page.ts';
import { collectionPath } from './resource-kind.ts';

/** One event of a watch; `version` is where a later watch goes on after it. */
export interface WatchEvent {
  readonly type: 'upsert' | 'remove' | 'bookmark';
  readonly object: KubernetesObject | undefined;
  readonly version: string | undefined;
}

/**
 * Opens a watch. Resolves when the server has begun to answer, with the chunks in which events come.
 * @param version from which on changes are told
 * @param seconds after which the server is to end it
 * @throws ApiError
 */
export async function openWatch(
  client: ApiClient,
  options: FollowOptions,
  version: string,
  seconds: number,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: String(seconds),
    ...selectors(options),
  });
  const response = await client.get(
    `${collectionPath(options.kind, options.namespace)}?${String(query)}`,
    signal,
  );
  if (response.status !== 200) throw await refusalOf(response, 'watch', options, client.server);
  return response.body;
}

/** Reads the events of one watch out of its chunks. */
export class WatchReader {
  readonly #lines = new LineSplitter(MOST_OBJECT_BYTES);
  readonly #options: FollowOptions;
  readonly #server: string;

  constructor(options: FollowOptions, server: string) {
    this.#options = options;
    this.#server = server;
  }

  /** @throws ApiError where the server tells an error, or what cannot be understood */
  *read(chunk: Buffer): Generator<WatchEvent> {
    for (const line of this.#lines.push(chunk)) yield this.#event(line);
  }

  #event(line: string): WatchEvent {
    const { type, object } = (parseJson(line, 'an event') ?? {}) as { type?: unknown; object?: unknown };
    const version = (object as { metadata?: { resourceVersion?: unknown } } | null | undefined)?.metadata
      ?.resourceVersion;
    const known = {
      object: isKubernetesObject(object) ? object : undefined,
      version: typeof version === 'string' && version !== '' ? version : undefined,
    };
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
        return { type: 'upsert', ...known };
      case 'DELETED':
        return { type: 'remove', ...known };
      case 'BOOKMARK':
        return { type: 'bookmark', ...known };
      case 'ERROR':
        throw refusalFor(readStatus(object), 'watch', this.#options, this.#server);
      default:
        throw new ApiError('api_error', 'The API server sent an event of no known type.');
    }
  }
}
