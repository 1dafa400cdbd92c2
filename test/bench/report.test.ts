import { expect, it } from 'vitest';
import { verdict } from '../../bench/report.ts';
import { SAMPLE_REPORT } from './sample-report.ts';

it('a goal is met by the median, and just met is met', () => {
  expect(SAMPLE_REPORT.rows.map(verdict)).toEqual(['met', 'missed', '', 'met']);
});
