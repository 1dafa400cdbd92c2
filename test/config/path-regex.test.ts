import { describe, expect, it } from 'vitest';
import { compilePathRegex } from '../../src/config/path-regex.ts';

describe('compilePathRegex', () => {
  it('compiles an ordinary expression', () => {
    expect(compilePathRegex('.*\\.crt$')).toEqual(/.*\.crt$/);
  });

  it('understands inline flags at the start, as RE2 writes them', () => {
    expect(compilePathRegex('(?i)\\.CRT$')).toEqual(/\.CRT$/i);
    expect(compilePathRegex('(?iis)x')).toEqual(/x/is);
  });

  it('refuses what cannot be matched in bounded time', () => {
    expect(compilePathRegex('(a)\\1')).toEqual({ invalid: expect.stringContaining('refers back') });
    expect(compilePathRegex('((a{1,99}){1,99}){1,99}')).toEqual({
      invalid: expect.stringContaining('too large'),
    });
    expect(compilePathRegex('(?i)(?<!old)(?!.*\\.bak)')).toBeInstanceOf(RegExp);
  });

  it('says what is wrong with an invalid one', () => {
    expect(compilePathRegex('*.crt')).toEqual({ invalid: expect.stringContaining('Nothing to repeat') });
  });
});
