import { expect, it } from 'vitest';
import { inheritedSockets } from '../../src/http/inherited-sockets.ts';

it('are as many as systemd says, from the third descriptor on', () => {
  expect(inheritedSockets({ LISTEN_PID: '42', LISTEN_FDS: '1' }, 42)).toEqual([3]);
  expect(inheritedSockets({ LISTEN_PID: '42', LISTEN_FDS: '3' }, 42)).toEqual([3, 4, 5]);
});

it.each([
  ['nobody says anything', {}],
  ['they are for another process', { LISTEN_PID: '41', LISTEN_FDS: '1' }],
  ['nobody says for whom', { LISTEN_FDS: '1' }],
  ['there are none', { LISTEN_PID: '42', LISTEN_FDS: '0' }],
  ['the number is none', { LISTEN_PID: '42', LISTEN_FDS: 'all' }],
  ['the number is absurd', { LISTEN_PID: '42', LISTEN_FDS: '100000' }],
])('are none where %s', (_what, environment) => {
  expect(inheritedSockets(environment, 42)).toEqual([]);
});
