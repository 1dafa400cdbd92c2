import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { ObjectRule } from '../../model/object-rule.ts';
import { holds, type Shard } from '../../model/shard.ts';
import { NameMatcher } from './name-matcher.ts';
import { OBJECT_KINDS } from './object-kinds.ts';

/** Says which of the objects that the API server gives are those of a rule, and of this replica. */
export class Selection {
  readonly #namespaces: NameMatcher | undefined;
  readonly #excludeNamespaces: NameMatcher;
  readonly #names: NameMatcher | undefined;
  readonly #excludeNames: NameMatcher;
  readonly #types: NameMatcher | undefined;
  readonly #kind: string;
  readonly #shard: Shard | undefined;

  constructor(rule: ObjectRule, shard: Shard | undefined) {
    const { namespaced, kind } = OBJECT_KINDS[rule.resource];
    this.#namespaces = namespaced ? matcher(rule.namespaces) : undefined;
    this.#excludeNamespaces = new NameMatcher(namespaced ? rule.excludeNamespaces : []);
    this.#names = matcher(rule.names);
    this.#excludeNames = new NameMatcher(rule.excludeNames);
    this.#types = rule.resource === 'secrets' ? matcher(rule.types) : undefined;
    this.#kind = kind;
    this.#shard = shard;
  }

  takes(object: KubernetesObject): boolean {
    const { name, namespace = '' } = object.metadata;
    const type = typeof object['type'] === 'string' ? object['type'] : '';
    return (
      wanted(this.#namespaces, namespace) &&
      this.#excludeNamespaces.match(namespace) === undefined &&
      wanted(this.#names, name) &&
      this.#excludeNames.match(name) === undefined &&
      wanted(this.#types, type) &&
      holds(this.#shard, namespace, name, this.#kind)
    );
  }
}

/** An empty list leaves nothing out. */
function matcher(patterns: readonly string[]): NameMatcher | undefined {
  return patterns.length === 0 ? undefined : new NameMatcher(patterns);
}

function wanted(names: NameMatcher | undefined, name: string): boolean {
  return names === undefined || names.match(name) !== undefined;
}
