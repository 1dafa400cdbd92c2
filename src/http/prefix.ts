/**
 * The path of a request without the prefix under which the outside reaches the server. A proxy in front may take the
 * prefix off or leave it on: both work, because a path without it is left as it is.
 *
 * @param prefix Without a slash at its end; empty for none.
 */
export function withoutPrefix(url: string, prefix: string): string {
  if (prefix === '' || !url.startsWith(prefix)) return url;
  const rest = url.slice(prefix.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}
