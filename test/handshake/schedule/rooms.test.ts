import { expect, it } from 'vitest';
import { type Place, Rooms, type Temper } from '../../../src/handshake/schedule/rooms.ts';

function rooms(concurrency = 4, waitingConnects = 6) {
  const made = new Rooms({ concurrency, waitingConnects });
  const enter = (temper: Temper, times: number): (Place | undefined)[] =>
    Array.from({ length: times }, () => made.enter(temper));
  const let_in = (temper: Temper, times: number): number => enter(temper, times).filter(Boolean).length;
  return { made, letIn: let_in };
}

it('lets in as many as there is room for', () => {
  const { letIn, made } = rooms();
  expect(letIn('quick', 10)).toBe(4);
  expect(letIn('unconnected', 10)).toBe(3);
  expect([made.shaking, made.waiting]).toEqual([4, 3]);
});

it('keeps half of each room free of those that were slow', () => {
  const { letIn } = rooms();
  expect(letIn('slow', 10)).toBe(2);
  expect(letIn('quick', 10)).toBe(2);
});

it('lets one of each in however small the rooms are', () => {
  const { letIn } = rooms(1, 1);
  expect(letIn('unconnected', 2)).toBe(1);
  expect(letIn('slow', 2)).toBe(1);
});

it('moves one that waits for its connection out of the way, and back when it has it', () => {
  const { made, letIn } = rooms(1, 1);
  const place = made.enter('quick') as Place;
  expect(letIn('quick', 1)).toBe(0);
  expect(made.moveToWaiting(place)).toBe(true);
  expect(letIn('quick', 1)).toBe(1);
  made.moveToShaking(place);
  expect([made.shaking, made.waiting]).toEqual([2, 0]);
  made.leave(place);
  expect(made.shaking).toBe(1);
});

it('leaves one where it is while the other room is full', () => {
  const { made } = rooms(2, 1);
  made.enter('unconnected');
  const place = made.enter('quick') as Place;
  expect(made.moveToWaiting(place)).toBe(false);
  expect([made.shaking, made.waiting]).toEqual([1, 1]);
});

it('is empty when everybody has left', () => {
  const { made } = rooms();
  const places = (['quick', 'slow', 'unconnected'] as const).map((temper) => made.enter(temper) as Place);
  for (const place of places) made.leave(place);
  expect([made.shaking, made.waiting]).toEqual([0, 0]);
  expect(made.enter('slow')).toBeDefined();
});
