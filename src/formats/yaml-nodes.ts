import { type Document, isAlias, isDocument, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';

/** How many merge keys (`<<`) are followed from one mapping to the next. */
const MOST_MERGES = 8;

/** The value of a key, through aliases and merge keys; the last one where a key is there twice. */
export function lookUp(map: YAMLMap, key: string, document: Document, merges = 0): Node | undefined {
  const valueOf = (wanted: string): Node | undefined => {
    const pair = map.items.findLast((each) => isScalar(each.key) && each.key.value === wanted);
    return pair === undefined ? undefined : resolveNode(pair.value as Node | null, document);
  };
  const own = valueOf(key);
  if (own !== undefined || merges === MOST_MERGES) return own;
  const merged = valueOf('<<');
  const sources = isSeq(merged) ? merged.items.map((each) => resolveNode(each as Node, document)) : [merged];
  for (const source of sources.slice(0, MOST_MERGES)) {
    const found = isMap(source) ? lookUp(source, key, document, merges + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a node stands for: the target of an alias. Undefined for an alias to nothing. */
export function resolveNode(node: Node | Document | null | undefined, document: Document): Node | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  return target === null || target === undefined || isDocument(target) || isAlias(target)
    ? undefined
    : target;
}

export function isNull(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

/** The text of a scalar that is a text. */
export function stringOf(node: Node): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

/** The text of a scalar as it is written: a name that looks like a number is one all the same. */
export function scalarText(node: Node | undefined): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : node.source;
}
