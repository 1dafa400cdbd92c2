/** One line of an exposition, taken apart. */
export interface ExposedSample {
  readonly name: string;
  /** Unescaped, in order. */
  readonly labels: readonly (readonly [string, string])[];
  readonly value: string;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const LINE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?[0-9][0-9.e+-]*|\\+Inf)$`, 'u');

/** Reads every sample, strictly: a line that is neither a sample nor a comment is an error. */
export function parseSamples(text: string): ExposedSample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels, value] = LINE.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no sample: ${JSON.stringify(line)}`);
      const pairs = [...(labels ?? '').matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/gu)];
      return {
        name,
        labels: pairs.map((pair) => [pair[1] ?? '', unescape(pair[2] ?? '')] as const),
        value,
      };
    });
}

/** The series that occur more than once: same name, same labels in whatever order; an empty label is none. */
export function duplicateSeries(text: string): string[] {
  const seen = new Set<string>();
  return parseSamples(text)
    .map(({ name, labels }) => ({ name, labels: labels.filter(([, value]) => value !== '') }))
    .map(({ name, labels }) => JSON.stringify([name, labels.toSorted(([a], [b]) => (a < b ? -1 : 1))]))
    .filter((series) => seen.size === seen.add(series).size);
}

/**
 * What OpenMetrics 1.0 forbids and this exporter could get wrong: a text that does not end with `# EOF`, an empty
 * line, a family in two places, samples outside their family, a counter without `_total`, two series alike.
 */
export function openMetricsFaults(text: string): string[] {
  const faults: string[] = [];
  if (!text.endsWith('# EOF\n') || text.indexOf('# EOF') !== text.length - 6)
    faults.push('no # EOF at the end');
  const families = new Set<string>();
  let current: { name: string; type: string } = { name: '', type: 'unknown' };
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    if (line === '') faults.push('an empty line');
    const help = /^# HELP (\S+) /.exec(line)?.[1];
    if (help !== undefined) {
      if (families.has(help)) faults.push(`${help} is in two places`);
      families.add(help);
      current = { name: help, type: 'unknown' };
      continue;
    }
    const [, typed, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (type !== undefined) {
      if (typed !== current.name) faults.push(`the type of ${typed} stands in ${current.name}`);
      current = { name: current.name, type };
      continue;
    }
    const name = /^[^{ ]+/.exec(line)?.[0] ?? '';
    if (!allowedNames(current).includes(name))
      faults.push(`${name} stands in ${current.type} ${current.name}`);
  }
  return [...faults, ...duplicateSeries(text).map((series) => `twice: ${series}`)];
}

function allowedNames({ name, type }: { name: string; type: string }): string[] {
  if (type === 'counter') return [`${name}_total`];
  if (type === 'histogram') return ['_bucket', '_sum', '_count'].map((suffix) => name + suffix);
  return type === 'gauge' ? [name] : [];
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\\n"])/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
