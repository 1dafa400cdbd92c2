import { expect, it } from 'vitest';
import { REVOCATION_LIST_STATUSES, revocationListStatus } from '../../src/model/revocation-list.ts';
import { DAY } from '../../src/model/validity.ts';

const NOW = 1_800_000_000;

it.each([
  ['its nextUpdate a second ago', -30 * DAY, -1, 'expired'],
  ['its nextUpdate now', -30 * DAY, 0, 'expiring'],
  ['a day left of thirty', -29 * DAY, DAY, 'expiring'],
  ['seven days left of thirty', -23 * DAY, 7 * DAY, 'expiring'],
  ['eight days left of three hundred', -292 * DAY, 8 * DAY, 'ok'],
  ['six days left of seven, as ever', -DAY, 6 * DAY, 'ok'],
  ['a day left of seven', -6 * DAY, DAY, 'expiring'],
  ['a thisUpdate that has not come', DAY, 30 * DAY, 'not_yet_valid'],
  ['no nextUpdate', -9000 * DAY, undefined, 'ok'],
  ['no nextUpdate and a thisUpdate that has not come', DAY, undefined, 'not_yet_valid'],
] as const)('with %s', (_, thisUpdate, nextUpdate, status) => {
  const list = {
    thisUpdate: NOW + thisUpdate,
    nextUpdate: nextUpdate === undefined ? undefined : NOW + nextUpdate,
  };
  expect(REVOCATION_LIST_STATUSES).toContain(status);
  expect(revocationListStatus(list, NOW)).toBe(status);
});
