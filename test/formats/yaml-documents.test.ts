import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseYaml } from '../../src/formats/yaml-documents.ts';

/** What comes of a text, and how many pauses were made on the way. */
function parsed(text: string) {
  const steps = parseYaml(text);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done === true) return { documents: value, pauses };
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

  it('let others have their turn: by the size of one, and between many', () => {
    expect(parsed('- some words\n'.repeat(10_000)).pauses).toBeGreaterThan(400);
    expect(parsed('---\na\n'.repeat(1000)).pauses).toBeGreaterThan(1000);
  });
});
