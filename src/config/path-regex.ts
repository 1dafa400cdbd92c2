import { boundedTest } from '../matching/bounded-expression.ts';

/**
 * Compiles a regular expression that filters whole paths. Inline flags at the start (`(?i)`, as RE2 and PCRE write
 * them) are understood, because people bring their expressions along from tools that use those. One that
 * could not be matched in bounded time is invalid too.
 */
export function compilePathRegex(text: string): RegExp | { readonly invalid: string } {
  const [, inlineFlags = '', expression = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(text) ?? [];
  try {
    const regex = new RegExp(expression, [...new Set(inlineFlags)].join(''));
    boundedTest(regex);
    return regex;
  } catch (error) {
    return { invalid: (error as Error).message };
  }
}
