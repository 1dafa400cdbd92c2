import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '../..');

/** A rule as it stands in a file of `alerts/`; a recording rule has `record`. */
export interface Rule {
  readonly file: string;
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const listed = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

export const RULE_FILES = listed('alerts', '.rules.yml');
export const TEST_FILES = listed('test/alerts', '.test.yml');
export const RUNBOOKS = listed('docs/runbooks', '.md');

export const contentOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Every rule of every file. */
export const RULES: readonly Rule[] = RULE_FILES.flatMap((file) => {
  const { groups } = parse(contentOf(file)) as { groups: { rules: Omit<Rule, 'file'>[] }[] };
  return groups.flatMap(({ rules }) => rules.map((rule) => ({ ...rule, file })));
});

export const ALERTS = RULES.filter((rule): rule is Rule & { alert: string } => rule.alert !== undefined);

/** The names of alerts, each once. */
export const ALERT_NAMES = [...new Set(ALERTS.map(({ alert }) => alert))].toSorted();
