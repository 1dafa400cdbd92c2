import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { Match, NameMatcher } from './name-matcher.ts';

/** A place in an object that may hold certificates, before anything is decoded. */
export interface Field {
  /** The `object_key` label. */
  readonly key: string;
  readonly value: string;
  readonly encoding: 'base64' | 'utf8';
  /** Written out by somebody who says that there are certificates, or matched by a pattern. */
  readonly match: Match;
}

/** Finds the fields of one object. Never throws, whatever the object holds: custom resources may hold anything. */
export type ReadFields = (object: KubernetesObject, keys: NameMatcher) => readonly Field[];

/** What is under a key of something that may be no mapping. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return here;
}

/** The same where it is text that is not blank: `caBundle: Cg==`, one line feed, is how "not filled in yet" is written. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = member(value, ...path);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
