import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { LabelledObject, ManagedCertificate } from '../../model/kubernetes-facts.ts';
import type { Location } from '../../model/location.ts';
import type { ObjectRule } from '../../model/object-rule.ts';
import type { Shard } from '../../model/shard.ts';
import { type Field, textAt } from './field.ts';
import { readManagedCertificate } from './managed-certificate.ts';
import { NameMatcher } from './name-matcher.ts';
import { type ObjectContents, type ReadField, readObject } from './object-contents.ts';
import { OBJECT_KINDS, type ObjectKind } from './object-kinds.ts';
import { wantedLabels } from './object-labels.ts';
import type { Passphrases } from './passphrases.ts';
import { placeOf } from './place.ts';
import { Selection } from './selection.ts';

/** What of an object matters, before anything is decoded. */
export interface FoundInObject {
  readonly fields: readonly Field[];
  /** Base64, as they stand in Secrets. */
  readonly passphrases: readonly string[];
  readonly labelled: LabelledObject | undefined;
  readonly managed: ManagedCertificate | undefined;
}

/** What all rules of a source share. */
export interface RuleMeans {
  readonly shard: Shard | undefined;
  /** The labels of objects that are wanted. */
  readonly objectLabels: readonly string[];
  readonly passphrases: Passphrases;
  readonly readField: ReadField;
}

/** One rule, ready to be held against objects. */
export class ReadRule {
  readonly rule: ObjectRule;
  readonly #kind: ObjectKind;
  readonly #selection: Selection;
  readonly #keys: NameMatcher;
  readonly #means: RuleMeans;

  constructor(rule: ObjectRule, means: RuleMeans) {
    this.rule = rule;
    this.#kind = OBJECT_KINDS[rule.resource];
    this.#selection = new Selection(rule, means.shard);
    this.#keys = new NameMatcher(rule.keys);
    this.#means = means;
  }

  /** As it stands in manifests: the `object_kind` label. */
  get kind(): string {
    return this.#kind.kind;
  }

  takes(object: KubernetesObject): boolean {
    return this.#selection.takes(object);
  }

  /** Undefined where there is nothing in it that anybody wants to know. */
  look(object: KubernetesObject): FoundInObject | undefined {
    const { resource } = this.rule;
    const location = placeOf(this.kind, object);
    const fields = this.#kind.fields(object, this.#keys);
    const managed =
      resource === 'certificates.cert-manager.io' ? readManagedCertificate(object, location) : undefined;
    if (fields.length === 0 && managed === undefined) return undefined;
    const labels = wantedLabels(object, this.#means.objectLabels);
    const labelled = labels && { location, labels };
    return { fields, passphrases: this.#passphrases(object), labelled, managed };
  }

  read(place: Location, { fields, passphrases }: FoundInObject): ObjectContents | Promise<ObjectContents> {
    const decoded = passphrases.map((text) => Buffer.from(text, 'base64'));
    return readObject(place, fields, decoded, this.#means.readField);
  }

  #passphrases(object: KubernetesObject): readonly string[] {
    const { passphraseKey, passphraseSecret } = this.rule;
    const own = passphraseKey === undefined ? undefined : textAt(object['data'], passphraseKey);
    const other =
      passphraseSecret && this.#means.passphrases.find(passphraseSecret, object.metadata.namespace ?? '');
    return [own, other].filter((text) => text !== undefined);
  }
}
