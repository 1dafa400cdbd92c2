import { describe, expect, it } from 'vitest';
import { closest, didYouMean } from '../../src/model/closest.ts';
import fc from '../support/fast-check.ts';

const FLAGS = [
  'config.file',
  'config.check',
  'certificates-dir',
  'certificates-glob',
  'root',
  'scan.interval',
];

describe('closest', () => {
  it.each([
    ['confg.file', 'config.file', 'a letter too few'],
    ['config.fille', 'config.file', 'a letter too many'],
    ['config.fiel', 'config.file', 'two exchanged'],
    ['rott', 'root', 'a wrong one'],
    ['certificate-dir', 'certificates-dir', 'no plural'],
    ['ConfigFile', 'config.file', 'another way of writing'],
    ['certificates_glob', 'certificates-glob', 'another way of writing, though a part of another is nearer'],
    ['interval', 'scan.interval', 'a part'],
  ])('%s is %s: %s', (word, meant) => {
    expect(closest(word, FLAGS)).toBe(meant);
  });

  it.each(['root', 'telemetry-path', 'x', '', '--', 'ro', 'dir'])('%j is near nothing else', (word) => {
    expect(closest(word, FLAGS)).toBeUndefined();
  });

  it('takes the nearest of several', () => {
    expect(closest('includes', ['exclude', 'include', 'included_by'])).toBe('include');
  });

  it('one slip is found wherever it is made, and nothing is ever invented', () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const word = fc.array(letters, { minLength: 6, maxLength: 20 }).map((each) => each.join(''));
    fc.assert(
      fc.property(word, fc.nat(), letters, fc.nat(3), (meant, where, letter, kind) => {
        const at = where % meant.length;
        const rest = meant.slice(at + 1);
        const slipped =
          meant.slice(0, at) +
          [letter + rest, rest, `${letter}${meant[at]}${rest}`, (rest[0] ?? '') + meant[at] + rest.slice(1)][
            kind
          ];
        const found = closest(slipped, [meant]);
        expect(found).toBe(slipped === meant ? undefined : meant);
      }),
    );
  });

  it('does not take long over a word that is absurdly long', () => {
    expect(closest('a'.repeat(1_000_000), FLAGS)).toBeUndefined();
  });
});

it('is half a sentence, or nothing', () => {
  expect(didYouMean('rott', FLAGS, '--')).toBe(' (did you mean --root?)');
  expect(didYouMean('nothing-like-it', FLAGS)).toBe('');
});
