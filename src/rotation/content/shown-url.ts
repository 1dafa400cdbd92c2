import { visible } from '../../model/visible.ts';

/**
 * A URL for people and records: without the user's name and password, and without the query, where tokens are. Its
 * fragment is never sent anywhere and says nothing.
 */
export function shownUrl({ protocol, host, pathname, search }: URL): string {
  return visible(`${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`);
}
