import { type ClassicVariable, DASHBOARD } from './classic-dashboard.ts';

/** What is chosen of each variable; what is not said is as the dashboard opens. */
export type Choice = Readonly<Record<string, string | readonly string[]>>;

/** How long the time that is shown is, and what follows from it. In seconds. */
export interface ShownTime {
  readonly range: number;
  readonly rateInterval: number;
}

/**
 * Puts the values of variables into an expression, as Grafana's Prometheus data source does (`interpolateQueryExpr`
 * and `prometheusSpecialRegexEscape` in packages/grafana-prometheus/src/datasource.ts): what is chosen is escaped for
 * a regular expression within a PromQL string, several are put together with `|`, and "All" is its own value, as it is.
 * A name that is no variable (`$1`) stays.
 */
export function interpolate(expression: string, choice: Choice, { range, rateInterval }: ShownTime): string {
  const builtIn: Record<string, string> = { __range: `${range}s`, __rate_interval: `${rateInterval}s` };
  return expression.replaceAll(/\$(\w+)|\$\{(\w+)\}/g, (whole, plain: string | undefined, braced: string) => {
    const name = plain ?? braced;
    const variable = DASHBOARD.templating.list.find((each) => each.name === name);
    return builtIn[name] ?? (variable === undefined ? whole : valueOf(variable, choice[name]));
  });
}

function valueOf(variable: ClassicVariable, chosen: string | readonly string[] | undefined): string {
  const value = chosen ?? variable.current?.value ?? [];
  const values = typeof value === 'string' ? [value] : value;
  if (values.includes('$__all')) return variable.allValue ?? '';
  if (!variable.multi && !variable.includeAll) return values.join('');
  const escaped = values.map((each) =>
    each.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]'+?.()|]/g, String.raw`\\$&`),
  );
  return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
}
