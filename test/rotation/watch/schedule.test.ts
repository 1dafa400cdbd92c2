import { describe, expect, it } from 'vitest';
import type { RotationOrigin } from '../../../src/model/rotation.ts';
import { Schedule } from '../../../src/rotation/watch/schedule.ts';

const FILE: RotationOrigin = { type: 'file', path: '/ca.pem' };
const URL: RotationOrigin = {
  type: 'url',
  url: 'https://ca.example/',
  sha256: undefined,
  signature: undefined,
  caFile: undefined,
  timeout: 30,
};
const HOUR = 3600;
const DAY = 24 * HOUR;

function scheduled(origin: RotationOrigin = FILE, maxAge = 8 * DAY) {
  let now = 0;
  const schedule = new Schedule({ settings: { origin, maxAge }, poll: 180, clock: () => now });
  return { schedule, pass: (seconds: number) => void (now += seconds) };
}

describe('when a rotation is run although nothing was seen', () => {
  it('a file is looked at again and again, and run once a day', () => {
    const { schedule, pass } = scheduled();
    schedule.ran('unchanged');
    expect(schedule.next(false)).toEqual({ wait: 180, isRun: false });
    pass(DAY - 100);
    expect(schedule.next(false)).toEqual({ wait: 100, isRun: true });
    pass(200);
    expect(schedule.next(false)).toEqual({ wait: 0, isRun: true });
  });

  it('a URL is run every hour', () => {
    const { schedule, pass } = scheduled(URL);
    schedule.ran('rotated');
    pass(HOUR - 50);
    expect(schedule.next(false)).toEqual({ wait: 50, isRun: true });
  });

  it('twice in the time after which it would be called overdue', () => {
    const { schedule, pass } = scheduled(FILE, HOUR);
    schedule.ran('unchanged');
    pass(HOUR / 2 - 10);
    expect(schedule.next(false)).toEqual({ wait: 10, isRun: true });
  });

  it('what failed is tried again, later and later, up to an hour', () => {
    const { schedule, pass } = scheduled();
    const waits: number[] = [];
    for (let count = 0; count < 8; count++) {
      schedule.ran('failed');
      let waited = 0;
      for (let next = schedule.next(false); next.wait > 0; next = schedule.next(false)) {
        pass(next.wait);
        waited += next.wait;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([180, 360, 720, 1440, 2880, HOUR, HOUR, HOUR]);
    schedule.ran('rotated');
    expect(schedule.next(false).isRun).toBe(false);
  });

  it.each(['refused', 'rolled_back'] as const)(
    'what was %s is not tried again before the day is over',
    (result) => {
      const { schedule, pass } = scheduled();
      schedule.ran(result);
      pass(DAY / 2);
      expect(schedule.next(false)).toEqual({ wait: 180, isRun: false });
    },
  );

  it('a target that somebody overwrites is put right, but not more often than there are polls', () => {
    const { schedule, pass } = scheduled();
    schedule.ran('rotated');
    pass(30);
    expect(schedule.next(true)).toEqual({ wait: 150, isRun: true });
    pass(1000);
    expect(schedule.next(true)).toEqual({ wait: 0, isRun: true });
  });
});
