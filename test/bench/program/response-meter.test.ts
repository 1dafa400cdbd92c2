import { describe, expect, it } from 'vitest';
import { ResponseMeter } from '../../../bench/program/response-meter.ts';

const SIZED = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello';
const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\nC\r\n, the\r\nworld\r\n0\r\nTrailer: 1\r\n\r\n';
const EMPTY = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n';

describe.each([
  ['of a known length', SIZED, 200, 5],
  ['in chunks', CHUNKED, 200, 17],
  ['without a body', EMPTY, 503, 0],
])('an answer %s', (_, text, status, bytes) => {
  it.each([1, 2, 3, 7, 10_000])('in pieces of %d bytes', (size) => {
    const meter = new ResponseMeter();
    const whole = Buffer.from(text, 'latin1');
    const ends: boolean[] = [];
    for (let at = 0; at < whole.length; at += size) ends.push(meter.feed(whole.subarray(at, at + size)));
    expect(ends.pop()).toBe(true);
    expect(ends).not.toContain(true);
    expect(meter).toMatchObject({ status, bytes });
  });
});
