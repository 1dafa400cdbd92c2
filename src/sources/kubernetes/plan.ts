import type { FollowOptions } from '../../kubernetes/following.ts';
import { isLiteral } from '../../matching/name-pattern.ts';
import type { ObjectRule } from '../../model/object-rule.ts';
import { NameMatcher } from './name-matcher.ts';
import { NAMESPACES, OBJECT_KINDS } from './object-kinds.ts';

/** What one follower is asked for. */
export type Question = Omit<FollowOptions, 'pageSize'>;

/** Helm keeps whole charts in Secrets: they are asked for only where a rule is about them. */
const BULKY_TYPE = 'helm.sh/release.v1';

/**
 * What has to be asked for one rule: as little as the API server can tell apart. Namespaces that are written out
 * are asked for one by one, so that a Role in each is enough; names likewise, so that `resourceNames` in it is enough.
 * What a server cannot select by, such as a pattern, is left for `Selection`.
 */
export function questions(rule: ObjectRule): Question[] {
  const kind = OBJECT_KINDS[rule.resource];
  const namespaces = kind.namespaced && writtenOut(rule.namespaces) ? unique(rule.namespaces) : [undefined];
  const fieldSelectors = combine(nameSelectors(rule), typeSelectors(rule));
  return namespaces.flatMap((namespace) =>
    fieldSelectors.map((selectors): Question => {
      const fieldSelector = [
        ...selectors,
        ...(namespace === undefined && kind.namespaced ? namespaceSelectors(rule) : []),
      ].join(',');
      return {
        kind,
        namespace,
        ...(rule.selector !== undefined && { labelSelector: rule.selector }),
        ...(fieldSelector !== '' && { fieldSelector }),
      };
    }),
  );
}

/** The namespaces themselves, where a rule is about those with certain labels. */
export function namespaceQuestion({ resource, namespaceSelector }: ObjectRule): Question | undefined {
  if (namespaceSelector === undefined || !OBJECT_KINDS[resource].namespaced) return undefined;
  return { kind: NAMESPACES, namespace: undefined, labelSelector: namespaceSelector };
}

/** The one Secret with the passphrase; where it lies beside its keystores, in each of their namespaces. */
export function passphraseQuestions({ namespaces, passphraseSecret }: ObjectRule): Question[] {
  if (passphraseSecret === undefined) return [];
  const { namespace, name } = passphraseSecret;
  const beside = writtenOut(namespaces) ? unique(namespaces) : [undefined];
  const fieldSelector = `metadata.name=${escaped(name)}`;
  return (namespace === undefined ? beside : [namespace]).map((each) => ({
    kind: OBJECT_KINDS.secrets,
    namespace: each,
    fieldSelector,
  }));
}

function writtenOut(patterns: readonly string[]): boolean {
  return patterns.length > 0 && patterns.every(isLiteral);
}

function nameSelectors({ names }: ObjectRule): readonly string[] {
  return writtenOut(names) ? unique(names).map((name) => `metadata.name=${escaped(name)}`) : [];
}

function typeSelectors({ resource, types }: ObjectRule): readonly string[] {
  if (resource !== 'secrets') return [];
  if (writtenOut(types)) return unique(types).map((type) => `type=${escaped(type)}`);
  const wantsBulky = types.length === 0 || new NameMatcher(types).match(BULKY_TYPE) !== undefined;
  return wantsBulky ? [] : [`type!=${BULKY_TYPE}`];
}

function namespaceSelectors({ excludeNamespaces }: ObjectRule): readonly string[] {
  return excludeNamespaces.filter(isLiteral).map((name) => `metadata.namespace!=${escaped(name)}`);
}

/** Whatever is written twice is asked for once: what is found twice would be two series that are alike. */
function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** Each of the one with each of the other; where there are none of one, it does not matter. */
function combine(left: readonly string[], right: readonly string[]): readonly (readonly string[])[] {
  const either = [left, right].map((selectors) =>
    selectors.length === 0 ? [[]] : selectors.map((s) => [s]),
  );
  return (either[0] ?? []).flatMap((one) => (either[1] ?? []).map((other) => [...one, ...other]));
}

/** A value in a field selector (fields.EscapeValue of apimachinery). */
function escaped(value: string): string {
  return value.replace(/[\\,=]/g, '\\$&');
}
