import { ApiError } from '../api-error.ts';

/**
 * What `JSON.parse` says of a mistake holds a piece of the text, which may be of a Secret: nothing of that is
 * repeated.
 * @param what for people: `a list`
 * @throws ApiError where it is not JSON
 */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('api_error', `The API server sent ${what} that is not JSON.`);
  }
}
