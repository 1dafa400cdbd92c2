/**
 * Takes off shell quotes that arrived literally. `--certificates-regex=".*\\.crt$"` as a plain YAML list entry in a
 * manifest reaches the program with its quotes and its doubled backslash, because no shell was there to remove them;
 * it means what its writer meant. Inside double quotes a backslash escapes `\`, `"`, `$`, a backquote and nothing
 * else (POSIX.1-2024, Shell Command Language, 2.2.3); inside single quotes nothing is special (2.2.2).
 */
export function unquote(value: string): string {
  const quote = value[0];
  if (value.length < 2 || (quote !== '"' && quote !== "'") || value.at(-1) !== quote) return value;
  const inside = value.slice(1, -1);
  if (quote === "'") return inside.includes("'") ? value : inside;
  // A double quote inside that is not escaped means that these are not the quotes of one shell word.
  if (/(?<!\\)(?:\\\\)*"/.test(inside)) return value;
  return inside.replace(/\\([\\"$`])/g, '$1');
}
