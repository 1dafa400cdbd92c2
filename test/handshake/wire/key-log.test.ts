import { expect, it } from 'vitest';
import { KeyLog } from '../../../src/handshake/wire/key-log.ts';

it('finds a secret by its label, and nothing in other lines', () => {
  const log = new KeyLog();
  expect(log.secret('SERVER_TRAFFIC_SECRET_0')).toBeUndefined();
  expect(log.add(Buffer.from('# comment'))).toBeUndefined();
  expect(log.add(Buffer.from(''))).toBeUndefined();
  expect(log.add(Buffer.from('CLIENT_TRAFFIC_SECRET_0 00ff'))).toBeUndefined();
  expect(log.add(Buffer.from('CLIENT_HANDSHAKE_TRAFFIC_SECRET 00ff c3d4'))).toBeUndefined();
  expect(log.add(Buffer.from('SERVER_TRAFFIC_SECRET_01 00ff 0000\n'))).toBe('SERVER');
  expect(log.add(Buffer.from('SERVER_TRAFFIC_SECRET_0 00ff a1b2\n'))).toBe('SERVER');
  expect(log.secret('SERVER_TRAFFIC_SECRET_0')).toEqual(Buffer.from('a1b2', 'hex'));
  expect(log.secret('CLIENT_HANDSHAKE_TRAFFIC_SECRET')).toEqual(Buffer.from('c3d4', 'hex'));
  expect(log.secret('CLIENT_TRAFFIC_SECRET_0')).toBeUndefined();
  expect(log.secret('SERVER_HANDSHAKE_TRAFFIC_SECRET')).toBeUndefined();
});

it('keeps no more lines than a handshake can have', () => {
  const log = new KeyLog();
  for (let count = 0; count < 16; count++) log.add(Buffer.from('CLIENT_RANDOM 00ff 0000'));
  log.add(Buffer.from('SERVER_TRAFFIC_SECRET_0 00ff a1b2'));
  expect(log.secret('SERVER_TRAFFIC_SECRET_0')).toBeUndefined();
});
