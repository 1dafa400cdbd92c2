import { expect, it } from 'vitest';
import { RecordReader, type TlsRecord } from '../../../src/handshake/wire/record-reader.ts';
import { alertRecord, tlsRecord } from '../../support/tls-records.ts';

function recordsOf(reader: RecordReader): TlsRecord[] {
  const records: TlsRecord[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  return records;
}

const stream = Buffer.concat([
  tlsRecord(22, Buffer.from('hello')),
  tlsRecord(20, Buffer.of(1)),
  alertRecord(40),
]);
const expected = [
  [22, 'hello'],
  [20, '\x01'],
  [21, '\x02('],
];

it.each([1, 2, 7, 1000])('cuts a stream that comes %i bytes at a time', (size) => {
  const reader = new RecordReader();
  const records: TlsRecord[] = [];
  for (let at = 0; at < stream.length; at += size) {
    reader.push(stream.subarray(at, at + size));
    records.push(...recordsOf(reader));
  }
  expect(records.map(({ type, body }) => [type, Buffer.from(body).toString()])).toEqual(expected);
  expect(reader.stopped).toBeUndefined();
});

it.each([
  ['HTTP', 'HTTP/1.1 400 Bad Request\r\n'],
  ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['one byte', 'E'],
  ['an SSL 2 record', '\x80\x2e\x01'],
  ['a type that no version has', '\x19\x03\x03\x00\x00'],
  ['another major version', '\x16\x04'],
  ['a length that no version allows', '\x16\x03\x03\x48\x01'],
])('tells from the first bytes that %s is no TLS', (_name, text) => {
  const reader = new RecordReader();
  reader.push(Buffer.from(text, 'latin1'));
  expect(reader.next()).toBeUndefined();
  expect(reader.stopped).toBe('not_tls');
  expect(Buffer.from(reader.opening).toString('latin1')).toBe(text);
});

it('keeps no more of what is no TLS than its beginning', () => {
  const reader = new RecordReader();
  for (let count = 0; count < 1000; count++) {
    reader.push(Buffer.alloc(1000, 'x'));
    reader.next();
  }
  expect(reader.opening.length).toBeLessThanOrEqual(200);
});

it('stops for good where TLS turns into something else', () => {
  const reader = new RecordReader();
  reader.push(Buffer.concat([alertRecord(0, 1), Buffer.from('GET'), alertRecord(40)]));
  expect(recordsOf(reader)).toHaveLength(1);
  expect(reader.stopped).toBe('malformed');
  reader.push(alertRecord(40));
  expect(reader.next()).toBeUndefined();
});

it('waits for what is not yet there', () => {
  const reader = new RecordReader();
  reader.push(tlsRecord(22, Buffer.from('x'), 100));
  expect(reader.next()).toBeUndefined();
  expect(reader.stopped).toBeUndefined();
});
