import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';

/** How many merge keys (`<<`) are followed from one mapping to the next. */
const MOST_MERGES = 8;

/** How many aliases are followed: each costs a walk through the whole document. */
const MOST_ALIASES = 100;

/** Looks values up in a document of YAML without making it into one value, whatever its aliases stand for. */
export class YamlNodes {
  readonly #document: Document;
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
    const target = node.resolve(this.#document);
    return isNode(target) ? target : undefined;
  }

  #own(map: YAMLMap, key: string): Node | undefined {
    const pair = map.items.findLast((each) => isScalar(each.key) && each.key.value === key);
    return pair === undefined ? undefined : this.resolve(pair.value);
  }
}

function isNode(node: unknown): node is Node {
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
