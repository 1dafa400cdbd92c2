/** A vector selector of an expression. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly string[];
  /** Whether a range follows. */
  readonly isRange: boolean;
  /** The function or aggregation that it is the first word of the arguments of; otherwise empty. */
  readonly call: string;
}

/** A name and matchers in braces. Values hold no braces in what is read here. */
const SELECTOR = /([a-zA-Z_:][\w:]*)\{([^{}]*)\}/g;

/** Words of PromQL that stand alone, without brackets or with a list of labels. */
const WORDS = /\b(?:and|or|unless|bool|on|ignoring|by|without|group_left|group_right|end|start|offset)\b/g;

/**
 * The vector selectors of an expression. Debian's Prometheus gives no tree of an expression, so they are found by their
 * braces; a selector without any, which would be missed, throws.
 */
export function selectorsOf(expression: string): Selector[] {
  const bare = expression
    .replaceAll(SELECTOR, ' ')
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:on|ignoring|by|without|group_left|group_right) \([^()]*\)/g, ' ')
    .replaceAll(WORDS, ' ')
    .replaceAll(/\b[a-z_]\w*(?=\s*\()/g, ' ');
  const left = /[a-zA-Z_:][\w:]*/.exec(bare);
  if (left !== null) throw new Error(`a selector without matchers, ${left[0]}, in ${expression}`);
  return [...expression.matchAll(SELECTOR)].map((match) => ({
    name: match[1] ?? '',
    matchers: (match[2] ?? '').split(/, (?=\w+[=!])/),
    isRange: expression[match.index + match[0].length] === '[',
    call: /(\w+)\($/.exec(expression.slice(0, match.index))?.[1] ?? '',
  }));
}

/** The ranges of an expression with the function that each is given to. */
export function rangesOf(expression: string): { call: string; range: string }[] {
  return [...expression.matchAll(/(\w+)\([^()[\]]*\[([^\]]+)\]/g)].map((match) => ({
    call: match[1] ?? '',
    range: match[2] ?? '',
  }));
}
