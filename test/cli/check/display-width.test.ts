import { describe, expect, it } from 'vitest';
import { cutEnd, cutStart, displayWidth } from '../../../src/cli/check/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['証明書', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
  ])('%s takes %d columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('cutting', () => {
  it('leaves what fits', () => {
    expect(cutEnd('abc', 3)).toBe('abc');
    expect(cutStart('証明', 4)).toBe('証明');
  });

  it('marks the cut, at the end or at the beginning', () => {
    expect(cutEnd('abcdef', 4)).toBe('abc…');
    expect(cutStart('abcdef', 4)).toBe('…def');
  });

  it('never cuts through a character of two columns', () => {
    expect(cutEnd('証明書', 4)).toBe('証…');
    expect(cutStart('証明書', 4)).toBe('…書');
    expect(displayWidth(cutEnd('証明書証明書', 8))).toBeLessThanOrEqual(8);
  });
});
