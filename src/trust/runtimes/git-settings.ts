/** One setting of a configuration file of git: its whole name in lower case, and its value. */
export interface GitSetting {
  /** `http.sslcainfo`; with a subsection, which keeps its case, `http.https://example.com.sslcainfo`. */
  readonly name: string;
  readonly value: string;
}

const SECTION = /^\[[ \t]*([\w.-]+)(?:[ \t]*"((?:[^"\\]|\\.)*)")?[ \t]*\]/;
const KEY = /^([A-Za-z][\w-]*)[ \t]*=?[ \t]*/;

/** What a configuration file of git says, in its order (git-config(1), CONFIGURATION FILE). */
export function gitSettings(text: string): readonly GitSetting[] {
  const settings: GitSetting[] = [];
  let section = '';
  // A line that ends with a backslash goes on; a comment does not.
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  for (let at = 0; at < lines.length; at++) {
    let rest = (lines[at] as string).trimStart();
    const header = SECTION.exec(rest);
    if (header !== null) {
      const subsection = header[2]?.replaceAll(/\\(.)/g, '$1');
      section = [header[1]?.toLowerCase(), subsection].filter((part) => part !== undefined).join('.');
      rest = rest.slice(header[0].length).trimStart();
    }
    const key = KEY.exec(rest);
    if (key === null) continue;
    const value = readValue(rest.slice(key[0].length), () => lines[++at]);
    settings.push({ name: `${section}.${key[1]?.toLowerCase()}`, value });
  }
  return settings;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Quotes may begin and end anywhere; blanks at the end count only inside of them. */
function readValue(first: string, nextLine: () => string | undefined): string {
  let value = '';
  let kept = 0;
  let isQuoted = false;
  let line = first;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (character === '\\' && at === line.length - 1) {
      line = nextLine() ?? '';
      at = -1;
    } else if (character === '\\') {
      const escaped = line[++at] as string;
      value += ESCAPES[escaped] ?? escaped;
      kept = value.length;
    } else if (character === '"') {
      isQuoted = !isQuoted;
      kept = value.length;
    } else if (!isQuoted && (character === '#' || character === ';')) {
      break;
    } else {
      value += character;
      if (isQuoted || (character !== ' ' && character !== '\t')) kept = value.length;
    }
  }
  return value.slice(0, kept);
}
