import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

const ALERTS = join(import.meta.dirname, '../../../alerts');
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** The two times of a rule that say how long it waits. */
const WAITING = /^( +(?:keep_firing_)?for: )(\d+)([smhd])$/gm;
/** So many times longer is each `keep_firing_for`, so that messages leave some times between one end and the next. */
const SLOWER = 3;
/** What lasts so many seconds or longer is no pause that passes by itself. */
const LASTING = 300;

/**
 * The shipped rules with short times and nothing else changed, in a folder: the shortest `for` or `keep_firing_for` of
 * all becomes one second, the next one two, so that what fires before something else still does.
 *
 * @param lasting seconds by which each `for` of five minutes or more is longer than that: what comes and goes is then over
 *   before it fires, as it is with the times that the rules have.
 */
export function impatientRules(lasting = 0): string {
  const files = readdirSync(ALERTS).filter((name) => name.endsWith('.rules.yml'));
  const texts = files.map((name) => [name, readFileSync(join(ALERTS, name), 'utf8')] as const);
  const seconds = (count: string, unit: string): number => Number(count) * (UNITS[unit] ?? 0);
  const all = texts.flatMap(([, text]) =>
    [...text.matchAll(WAITING)].map(([, , count = '', unit = '']) => seconds(count, unit)),
  );
  const ranks = [...new Set(all)].toSorted((left, right) => left - right);
  const folder = temporaryFolder();
  for (const [name, text] of texts) {
    const short = text.replaceAll(WAITING, (_, key: string, count: string, unit: string) => {
      const long = seconds(count, unit);
      const rank = ranks.indexOf(long) + 1;
      if (key.trim() === 'keep_firing_for:') return `${key}${rank * SLOWER}s`;
      return `${key}${long < LASTING ? rank : rank + lasting}s`;
    });
    writeFileSync(join(folder, name), short);
  }
  return folder;
}
