import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keyPath, mistakes } from '../../src/config/issues.ts';

const found = (schema: z.ZodType, document: unknown, known: string[] = []) => {
  const parsed = schema.safeParse(document);
  return parsed.success ? [] : mistakes(parsed.error.issues, document, known);
};

describe('keyPath', () => {
  it('writes paths as people write them', () => {
    expect(keyPath(['sources', 0, 'include', 2])).toBe('sources[0].include[2]');
    expect(keyPath([])).toBe('(top level)');
  });
});

describe('mistakes', () => {
  it('hints at the key that was meant: case, hyphens, plural', () => {
    const schema = z.strictObject({ max_file_bytes: z.int().optional() });
    expect(found(schema, { maxFileByte: 1 }, ['max_file_bytes'])).toEqual([
      { path: ['maxFileByte'], message: 'unknown key (did you mean max_file_bytes?)' },
    ]);
  });

  it('gives no hint where nothing is close', () => {
    expect(found(z.strictObject({}), { colour: 1 }, ['root'])).toEqual([
      { path: ['colour'], message: 'unknown key' },
    ]);
  });

  it('hints at the choice that was meant', () => {
    const schema = z.object({ level: z.enum(['debug', 'info']) });
    expect(found(schema, { level: 'debgu' })).toEqual([
      { path: ['level'], message: 'expected debug or info, got "debgu" (did you mean debug?)' },
    ]);
  });

  it('goes into the branch of a union that the value is of', () => {
    const schema = z.strictObject({
      target: z.union([z.string(), z.strictObject({ tool: z.string() })], 'expected a path or a mapping'),
    });
    expect(found(schema, { target: { tool: 5, tools: 1 } }, ['target.tool'])).toEqual([
      { path: ['target', 'tool'], message: 'expected a string, got 5' },
      { path: ['target', 'tools'], message: 'unknown key (did you mean tool?)' },
    ]);
    expect(found(schema, { target: 5 })).toEqual([
      { path: ['target'], message: 'expected a path or a mapping' },
    ]);
  });

  it('names each unknown key on a line of its own', () => {
    expect(found(z.strictObject({}), { a: 1, b: 2 })).toHaveLength(2);
  });

  it('says what was expected and what is there', () => {
    const schema = z.object({ a: z.array(z.string()), b: z.boolean() });
    expect(found(schema, { a: { x: 1 }, b: null })).toEqual([
      { path: ['a'], message: 'expected a list, got a mapping' },
      { path: ['b'], message: 'expected true or false, got nothing' },
    ]);
  });
});
