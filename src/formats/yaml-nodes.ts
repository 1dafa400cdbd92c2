import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** How many merge keys (`<<`) are followed from one mapping to the next. */
const MOST_MERGES = 8;

/** How many aliases are followed: through others they could lead to any number. */
const MOST_ALIASES = 100;

/** Looks values up in a document of YAML without making it into one value, whatever its aliases stand for. */
export class YamlNodes {
  readonly #document: Document;
  #targets: ReadonlyMap<Alias, Node> | undefined;
  #aliases = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  /** Whether there were more aliases than are followed. */
  get hasTooManyAliases(): boolean {
    return this.#aliases > MOST_ALIASES;
  }

  /** The value of a key, through aliases and merge keys; the last one where a key is there twice. */
  lookUp(map: YAMLMap, key: string, merges = 0): Node | undefined {
    const own = this.#own(map, key);
    if (own !== undefined || merges === MOST_MERGES) return own;
    const merged = this.#own(map, '<<');
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const mapping = this.resolve(source);
      const found = isMap(mapping) ? this.lookUp(mapping, key, merges + 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a node stands for: the target of an alias. Undefined for an alias to nothing, and beyond the hundredth. */
  resolve(node: unknown): Node | undefined {
    if (!isAlias(node)) return isNode(node) ? node : undefined;
    if (++this.#aliases > MOST_ALIASES) return undefined;
    this.#targets ??= targetsIn(this.#document);
    return this.#targets.get(node);
  }

  #own(map: YAMLMap, key: string): Node | undefined {
    const pair = map.items.findLast((each) => isScalar(each.key) && each.key.value === key);
    return pair === undefined ? undefined : this.resolve(pair.value);
  }
}

/**
 * What each alias stands for: the last node before it that has its name (YAML 1.2.2, 7.1). All at once, for the library
 * goes through the whole document for each.
 */
function targetsIn(document: Document): ReadonlyMap<Alias, Node> {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isPair(node)) {
      waiting.push(node.value, node.key);
    } else if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isScalar(node)) for (const item of node.items.toReversed()) waiting.push(item);
    }
  }
  return targets;
}

function isNode(node: unknown): node is Scalar | YAMLMap | YAMLSeq {
  return isScalar(node) || isMap(node) || isSeq(node);
}

export function isNull(node: unknown): boolean {
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
