/** One element of an `Accept` or `Accept-Encoding` header. */
export interface Preference {
  /** Lower case: `text/plain`, `*\/*`, `gzip`. */
  readonly value: string;
  /** Lower-case names; `q` is not among them. */
  readonly parameters: ReadonlyMap<string, string>;
  /** 0 (not acceptable) to 1. */
  readonly quality: number;
}

/** Far more than a header of a sane client has; the rest is not looked at. */
const MAX_ELEMENTS = 64;

/** Reads the header (RFC 9110, section 12.5) as far as it can be read; a quality that is not a number is 1. */
export function parsePreferences(header: string): Preference[] {
  return header
    .split(',', MAX_ELEMENTS)
    .map((element) => parseElement(element))
    .filter(({ value }) => value !== '');
}

function parseElement(element: string): Preference {
  const [value = '', ...rest] = element.split(';').map((part) => part.trim());
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [name = '', ...text] = parameter.split('=');
    parameters.set(name.trim().toLowerCase(), unquote(text.join('=').trim()));
  }
  const quality = parseQuality(parameters.get('q'));
  parameters.delete('q');
  return { value: value.toLowerCase(), parameters, quality };
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length >= 2 ? text.slice(1, -1) : text;
}

function parseQuality(text: string | undefined): number {
  if (text === undefined || !/^\d(\.\d*)?$|^\.\d+$/.test(text)) return 1;
  return Math.min(Number(text), 1);
}
