import { expect, it } from 'vitest';
import { parseKeylogLine } from '../../../src/handshake/wire/keylog.ts';

it('reads a label and a secret, and nothing out of other lines', () => {
  expect(parseKeylogLine(Buffer.from('SERVER_TRAFFIC_SECRET_0 00ff a1b2\n'))).toEqual({
    label: 'SERVER_TRAFFIC_SECRET_0',
    secret: 'a1b2',
  });
  expect(parseKeylogLine(Buffer.from('# comment'))).toBeUndefined();
  expect(parseKeylogLine(Buffer.from('CLIENT_RANDOM 00ff'))).toBeUndefined();
  expect(parseKeylogLine(Buffer.from(''))).toBeUndefined();
});
