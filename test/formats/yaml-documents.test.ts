import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseYaml } from '../../src/formats/yaml-documents.ts';

/** What comes of a text, and how many pauses were made on the way. */
function parsed(text: string) {
  const steps = parseYaml(text);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done === true)
      return typeof value === 'string' ? { gaveUp: value, pauses } : { documents: value, pauses };
  }
}

describe('documents of YAML', () => {
  it.each([
    '',
    'a: 1',
    'a: 1\n---\nb: [2, {c: d}]\n...\n---\n',
    '%YAML 1.2\n---\n- &x y\n- *x\n',
    '{"json": [true, null]}',
    'a: [',
    'a: b: c',
    '\t- x',
    '"unclosed',
    '--- a\n--- b\n',
  ])('are those of the parser in one piece: %j', (text) => {
    const whole = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
    const expected = Array.isArray(whole) ? whole : [];
    const { documents = [] } = parsed(text);
    const inWords = (each: (typeof expected)[number]) => [
      each.errors.map(({ code, pos }) => [code, pos]),
      String(each.contents),
    ];
    // Where there is none at all, an empty one is as good.
    expect(
      documents.filter(({ contents, errors }) => contents !== null || errors.length > 0).map(inWords),
    ).toEqual(expected.filter(({ contents, errors }) => contents !== null || errors.length > 0).map(inWords));
  });

  it.each(['[', '- ', '{a: ', '? '])('that are nested too deeply are told, and throw nothing: %j', (text) => {
    const { documents } = parsed(text.repeat(20_000));
    expect(documents?.[0]?.errors[0]?.code).toBe('RESOURCE_EXHAUSTION');
  });

  it('with a text longer than any that is needed are not read to their end', () => {
    for (const text of ['"x"', "'x'", 'x', '|\n  x', '# x']) {
      expect(parsed(`a: ${text.replace('x', 'x'.repeat(600 * 1024))}\n`).gaveUp).toBe('too long');
      expect(parsed(`a: ${text.replace('x', 'x'.repeat(500 * 1024))}\n`).documents).toHaveLength(1);
    }
  });

  it('with a mistake in every word have no stack for each, and everybody else has theirs', () => {
    const { documents } = parsed('- {a: b: c]\n'.repeat(100));
    expect(documents?.[0]?.errors.length).toBeGreaterThan(99);
    expect(documents?.[0]?.errors.filter(({ stack }) => stack?.includes('\n'))).toEqual([]);
    expect(new Error('after it').stack).toContain('\n');
  });

  it('let others have their turn: by the size of one, and between many', () => {
    expect(parsed('- some words\n'.repeat(10_000)).pauses).toBeGreaterThan(400);
    expect(parsed('---\na\n'.repeat(1000)).pauses).toBeGreaterThan(1000);
    expect(parsed(`- ${'x'.repeat(100_000)}\n`.repeat(10)).pauses).toBeGreaterThanOrEqual(10);
  });
});
