import { parse } from 'yaml';
import { contentOf } from './alert-files.ts';
import type { Overlap } from './overlap.ts';

interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
}

/**
 * Labels that satisfy matchers as far as these ask for values; a label that is only asked to be there is left out. A
 * path is one that nothing else has.
 */
function barelyMatching(matchers: readonly string[], side: number): Record<string, string> {
  const parts = matchers.map((matcher) => /^(\w+)(=~|!=|=)"(.*)"$/.exec(matcher) ?? []);
  return Object.fromEntries(
    parts
      .filter(([, , operator]) => operator !== '!=')
      .map(([, label = '', , value = '']) => [
        label,
        value.startsWith('/etc/ssl/.+|') ? `/etc/ssl/${side}` : (value.split('|')[0] ?? ''),
      ]),
  );
}

const asksForPresence = (matchers: readonly string[]): boolean =>
  matchers.some((matcher) => matcher.endsWith('!=""'));

const { inhibit_rules: rules } = parse(contentOf('alerts/alertmanager.yml')) as {
  inhibit_rules: InhibitRule[];
};

/** The inhibit rules that do not ask for a label to be there, on both sides: for these the trap would be open. */
export const OPEN_TO_THE_TRAP = rules.filter(
  (rule) => !asksForPresence(rule.source_matchers) || !asksForPresence(rule.target_matchers),
);

/**
 * For each inhibit rule two alerts that have none of its `equal` labels, which Alertmanager takes for equal: both have
 * to be told. Severity none, which nobody is told, is left out.
 */
export const TRAPS: readonly Overlap[] = rules
  .filter((rule) => !OPEN_TO_THE_TRAP.includes(rule))
  .map((rule, index) => {
    const alerts = [rule.source_matchers, rule.target_matchers].map(barelyMatching);
    return { name: `trap ${index}`, alerts, tells: alerts.map(({ alertname }) => alertname ?? '') };
  });
