/**
 * The names to ask for in turn, each absolute and without its final dot, as resolv.conf(5) has it for `search` and
 * `ndots`: a name with enough dots is tried as it stands first, one with fewer is tried so last, and one that ends
 * in a dot is complete.
 */
export function searchNames(name: string, search: readonly string[], ndots: number): readonly string[] {
  if (name.endsWith('.')) return [name.replace(/\.+$/, '')];
  const dots = name.split('.').length - 1;
  const completed = search.map((domain) => `${name}.${domain}`);
  return [...new Set(dots >= ndots ? [name, ...completed] : [...completed, name])];
}
