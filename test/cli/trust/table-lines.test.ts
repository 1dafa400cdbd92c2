import { expect, it } from 'vitest';
import { tableLines } from '../../../src/cli/trust/table-lines.ts';

it('puts columns below each other, as wide as a terminal shows them, and ends lines without spaces', () => {
  expect(
    tableLines(
      ['A', 'LONG TITLE', 'C'],
      [
        ['漢字', 'x', 'end'],
        ['', 'longer than the title', ''],
      ],
    ),
  ).toEqual([
    'A     LONG TITLE             C',
    '漢字  x                      end',
    '      longer than the title  ',
  ]);
});
