import { AUDIT_WORDS } from '../../model/audit-words.ts';
import { type Drift, FINDING_LEVELS, type FindingLevel } from '../../model/trust.ts';
import type { AuditedBundle, AuditFinding, TrustReport } from '../../model/trust-audit.ts';
import { visible } from '../../model/visible.ts';
import { dateInWords } from '../../model/words.ts';
import { BAD, BOLD, GOOD, type Paint } from '../probe/paint.ts';
import { processLines } from './processes.ts';
import { runtimeLines } from './runtimes.ts';
import { trustVerdict } from './verdict.ts';

const COLOUR: Readonly<Record<FindingLevel, string>> = { critical: BAD, high: BAD, medium: '33', low: '2' };

/** Findings of one check that are shown one by one; all are in the JSON. */
const MOST_SHOWN = 5;

/** Who trusts what and how each bundle stands, for a person: what is wrong, where, and what to do. */
export function trustReport(report: TrustReport, failOn: FindingLevel, paint: Paint): string {
  const sections = [
    runtimeLines(report.runtimes, paint),
    processLines(report.processes, paint),
    ...report.bundles.map((bundle) => bundleLines(bundle, paint)),
    ...report.drift.map((drift) => driftLines(drift, report.subjects, paint)),
    verdictLines(report, failOn, paint),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function bundleLines({ path, anchors, findings, reference }: AuditedBundle, paint: Paint): string[] {
  const against =
    reference === undefined
      ? ''
      : `, against Mozilla's: ${reference.extra.length} extra, ${reference.missing.length} missing`;
  const head = `${paint(visible(path), BOLD)}  ${count(anchors, 'anchor')}${against}`;
  return [
    head,
    ...(findings.length === 0
      ? [`  ${paint('ok', GOOD)}`]
      : groupsOf(findings).flatMap((group) => groupLines(group, paint))),
  ];
}

/** Findings of one check and level together, worst first. */
function groupsOf(findings: readonly AuditFinding[]): (readonly AuditFinding[])[] {
  const groups = Map.groupBy(findings, ({ level, check }) => `${level} ${check}`);
  const rank = ([first]: readonly AuditFinding[]): number => FINDING_LEVELS.indexOf(first?.level ?? 'low');
  return [...groups.values()].toSorted((one, other) => rank(one) - rank(other));
}

function groupLines(group: readonly AuditFinding[], paint: Paint): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { check, level } = first;
  const { meaning, remedy } = AUDIT_WORDS[check];
  const head = `  ${paint(level.toUpperCase(), COLOUR[level])}  ${check}${group.length > 1 ? ` (${group.length})` : ''}: ${plainWords(meaning)} ${plainWords(remedy)}`;
  // What nobody has to act on is told by its number.
  const shown = level === 'low' ? [] : group.slice(0, MOST_SHOWN);
  const more = group.length - shown.length;
  return [
    head,
    ...shown.map(
      ({ subject, detail }) => `    ${visible(subject === undefined ? detail : `${subject}: ${detail}`)}`,
    ),
    ...(shown.length > 0 && more > 0 ? [`    and ${more} more, see --output=json`] : []),
  ];
}

/** Without the marks of the documentation. */
function plainWords(sentence: string): string {
  return sentence.replaceAll('`', '');
}

function driftLines(drift: Drift, subjects: ReadonlyMap<string, string>, paint: Paint): string[] {
  const { left, right, onlyLeft, onlyRight } = drift;
  if (onlyLeft.length + onlyRight.length === 0) return [];
  const side = (path: string, only: readonly string[]): string[] => {
    if (only.length === 0) return [];
    const names = only
      .slice(0, MOST_SHOWN)
      .map((fingerprint) => `    ${visible(subjects.get(fingerprint) ?? fingerprint)}`);
    const more = only.length - names.length;
    return [
      `  only in ${visible(path)}: ${count(only.length, 'anchor')}`,
      ...names,
      ...(more > 0 ? [`    and ${more} more, see --output=json`] : []),
    ];
  };
  const head = `${paint('DRIFT', '33')}  ${visible(left)} and ${visible(right)} do not hold the same: a server that one program trusts, another refuses`;
  return [head, ...side(left, onlyLeft), ...side(right, onlyRight)];
}

function verdictLines(report: TrustReport, failOn: FindingLevel, paint: Paint): string[] {
  const { anchors, timestamp } = report.reference;
  const age = timestamp === undefined ? 'of a date that is not known' : `of ${dateInWords(timestamp)}`;
  const { findings, unusable, fine } = trustVerdict(report, failOn);
  const faults = [
    ...(findings > 0 ? [`${count(findings, 'finding')} at ${failOn} or above`] : []),
    ...(unusable > 0 ? [`${count(unusable, 'runtime')} that can verify nobody`] : []),
  ];
  const verdict = fine ? paint(`nothing at ${failOn} or above`, GOOD) : paint(faults.join(', '), BAD);
  const bundles =
    report.bundles.length === 0
      ? 'no bundle of trusted roots was found'
      : count(report.bundles.length, 'bundle');
  return [`${bundles}: ${verdict}; the reference set has ${anchors} roots, ${age}`];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
