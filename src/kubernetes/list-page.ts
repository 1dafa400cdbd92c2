import { ListSplitter } from './answer/list-splitter.ts';
import { refusalOf } from './answer/refusal.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import type { FollowOptions } from './following.ts';
import { collectionPath } from './resource-kind.ts';

/** etcd takes no object of more than 1.5 MiB, which in JSON may be a few times that. */
export const MOST_OBJECT_BYTES = 16 * 1024 * 1024;

/** What a page says beside its objects. */
export interface PageEnd {
  /** As of when the list is. */
  readonly resourceVersion: string;
  /** What the next page is asked for with; undefined after the last. */
  readonly continueToken: string | undefined;
}

/**
 * Asks for one page of a list and hands its objects over as they come.
 * @param continueToken of the page before; undefined for the first
 * @param heard is called whenever bytes come
 * @throws ApiError
 */
export async function readPage(
  client: ApiClient,
  options: FollowOptions,
  continueToken: string | undefined,
  signal: AbortSignal,
  heard: () => void,
  object: (value: unknown) => void,
): Promise<PageEnd> {
  const query = new URLSearchParams({ limit: String(options.pageSize), ...selectors(options) });
  if (continueToken !== undefined) query.set('continue', continueToken);
  const response = await client.get(
    `${collectionPath(options.kind, options.namespace)}?${String(query)}`,
    signal,
  );
  heard();
  if (response.status !== 200) throw await refusalOf(response, 'list', options, client.server);
  const splitter = new ListSplitter(MOST_OBJECT_BYTES, object);
  for await (const chunk of response.body) {
    heard();
    splitter.push(chunk);
  }
  const end = pageEnd(splitter.end());
  if (continueToken !== undefined && end.continueToken === continueToken) {
    throw new ApiError(
      'api_error',
      `The API server ${client.server} sends the same page of a list without end.`,
    );
  }
  return end;
}

/** The selectors of a query. */
export function selectors({ labelSelector, fieldSelector }: FollowOptions): Record<string, string> {
  return {
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  };
}

function pageEnd(list: unknown): PageEnd {
  const { metadata } = (list ?? {}) as {
    metadata?: { resourceVersion?: unknown; continue?: unknown } | null;
  };
  const { resourceVersion, continue: token } = metadata ?? {};
  if (typeof resourceVersion !== 'string') {
    throw new ApiError('api_error', 'The API server sent something that is no list.');
  }
  return { resourceVersion, continueToken: typeof token === 'string' && token !== '' ? token : undefined };
}
