import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

const ALERTS = join(import.meta.dirname, '../../../alerts');
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** The two times of a rule that say how long it waits. */
const WAITING = /^( +(?:keep_firing_)?for: )(\d+)([smhd])$/gm;

/**
 * The shipped rules with short times and nothing else changed, in a folder: the shortest `for` or `keep_firing_for` of
 * all becomes one second, the next one two, so that what fires before something else still does.
 */
export function impatientRules(): string {
  const files = readdirSync(ALERTS).filter((name) => name.endsWith('.rules.yml'));
  const texts = files.map((name) => [name, readFileSync(join(ALERTS, name), 'utf8')] as const);
  const seconds = (count: string, unit: string): number => Number(count) * (UNITS[unit] ?? 0);
  const all = texts.flatMap(([, text]) =>
    [...text.matchAll(WAITING)].map(([, , count = '', unit = '']) => seconds(count, unit)),
  );
  const ranks = [...new Set(all)].toSorted((left, right) => left - right);
  const folder = temporaryFolder();
  for (const [name, text] of texts) {
    const short = text.replaceAll(
      WAITING,
      (_, key: string, count: string, unit: string) => `${key}${ranks.indexOf(seconds(count, unit)) + 1}s`,
    );
    writeFileSync(join(folder, name), short);
  }
  return folder;
}
