import type { ApiResponse } from '../api-client.ts';
import type { FollowOptions } from '../following.ts';
import { grantAdvice } from './grant-advice.ts';
import { RefusedError } from './refused-error.ts';
import { readStatus, type Status } from './status.ts';

/** Of an answer that says no, this much is read. */
const MOST_BYTES = 64 * 1024;

/** What is asked for, for people: `secrets in namespace shop`. */
export function inWords({ kind, namespace }: Pick<FollowOptions, 'kind' | 'namespace'>): string {
  const resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
  if (!kind.namespaced) return resource;
  return `${resource} in ${namespace === undefined ? 'all namespaces' : `namespace ${namespace}`}`;
}

/**
 * What an answer that is not 200 means.
 * @param server for people
 */
export async function refusalOf(
  response: ApiResponse,
  verb: 'list' | 'watch',
  options: FollowOptions,
  server: string,
): Promise<RefusedError> {
  const header = response.header('retry-after') ?? '';
  let value: unknown;
  try {
    value = JSON.parse((await beginning(response.body)).toString());
  } catch {
    // Such as the page of a proxy, or none at all: the status says enough.
  }
  const status = readStatus(value);
  const retryAfter = /^\d{1,6}$/.test(header) ? Number(header) : status.retryAfterSeconds;
  return refusalFor(
    { ...status, code: response.status, retryAfterSeconds: retryAfter },
    verb,
    options,
    server,
  );
}

/** What a Status means, whether it came as an answer or as an event of a watch. */
export function refusalFor(
  status: Status,
  verb: 'list' | 'watch',
  options: FollowOptions,
  server: string,
): RefusedError {
  const { code = 500, message, retryAfterSeconds: retryAfter, continueToken } = status;
  const { reason, detail } = meaning(code, message, verb, options, server);
  return new RefusedError(reason, detail, { status: code, retryAfter, continueToken });
}

function meaning(
  code: number,
  message: string,
  verb: 'list' | 'watch',
  options: FollowOptions,
  server: string,
): Pick<RefusedError, 'reason'> & { readonly detail: string } {
  const what = inWords(options);
  const said = message === '' ? '' : ` It says: ${message}`;
  switch (code) {
    case 401:
      return {
        reason: 'permission_denied',
        detail: `The API server ${server} does not accept the credentials (401). They are read again; where that does not help, the token or the certificate has expired or is another cluster's.${said}`,
      };
    case 403:
      return {
        reason: 'permission_denied',
        detail: `The API server ${server} forbids to ${verb} ${what} (403). ${grantAdvice(message, options)}${said}`,
      };
    case 404:
      return {
        reason: 'api_error',
        detail: `The cluster ${server} has no ${options.kind.kind} of ${apiVersion(options)} (404): what defines it is not installed, or is of another version.${said}`,
      };
    case 429:
      return {
        reason: 'api_error',
        detail: `The API server ${server} has too much to do to ${verb} ${what} (429); it is asked again later.${said}`,
      };
    case 504:
      return {
        reason: 'timeout',
        detail: `The API server ${server} did not get done in time with the request to ${verb} ${what} (504).${said}`,
      };
    default:
      return {
        reason: 'api_error',
        detail: `The API server ${server} did not ${verb} ${what} (${code}).${said}`,
      };
  }
}

function apiVersion({ kind: { group, version } }: FollowOptions): string {
  return group === '' ? version : `${group}/${version}`;
}

async function beginning(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(pieces);
}
