import { expect, it } from 'vitest';
import { FlightReader, type SharedState } from '../../../src/handshake/wire/flight-reader.ts';
import { KeyLog } from '../../../src/handshake/wire/key-log.ts';
import fc from '../../support/fast-check.ts';
import { alertRecord, handshakeMessage, tlsRecord } from '../../support/tls-records.ts';

/** A reader of a server's direction, and what it has told. */
function reading(shared: Partial<SharedState> = {}) {
  const told: string[] = [];
  const reader = new FlightReader(
    'SERVER',
    { tls13: false, tls13Suite: undefined, keyLog: new KeyLog(), ...shared },
    {
      message: (type, body) => told.push(`message ${type} of ${body.length}`),
      alert: ({ level, description }) => told.push(`${level} alert ${description}`),
    },
  );
  return { reader, told };
}

it('tells messages and alerts in the clear', () => {
  const { reader, told } = reading();
  reader.push(
    tlsRecord(
      22,
      Buffer.concat([handshakeMessage(2, Buffer.alloc(3)), handshakeMessage(14, Buffer.alloc(0))]),
    ),
  );
  reader.push(alertRecord(112, 1));
  reader.push(alertRecord(40));
  expect(told).toEqual(['message 2 of 3', 'message 14 of 0', 'warning alert 112', 'fatal alert 40']);
});

it('tells nothing after a fatal alert', () => {
  const { reader, told } = reading();
  reader.push(Buffer.concat([alertRecord(40), alertRecord(70)]));
  reader.push(alertRecord(70));
  expect(told).toEqual(['fatal alert 40']);
});

it('takes what follows a change to encryption in TLS 1.2 for encrypted', () => {
  const { reader, told } = reading();
  reader.push(tlsRecord(20, Buffer.of(1)));
  reader.push(tlsRecord(22, handshakeMessage(11, Buffer.alloc(0))));
  reader.push(alertRecord(40));
  expect(told).toEqual([]);
});

it('sees through the meaningless change of TLS 1.3, where alerts may still come in the clear', () => {
  const { reader, told } = reading({ tls13: true, tls13Suite: 0x1301 });
  reader.push(tlsRecord(20, Buffer.of(1)));
  reader.push(alertRecord(80));
  expect(told).toEqual(['fatal alert 80']);
});

it('does not take a message in the clear for one of TLS 1.3', () => {
  const { reader, told } = reading({ tls13: true, tls13Suite: 0x1301 });
  reader.push(tlsRecord(22, handshakeMessage(11, Buffer.alloc(9))));
  expect(told).toEqual([]);
});

it('reads no further once it is closed, or where the records cannot be opened', () => {
  const keyLog = new KeyLog();
  keyLog.add(Buffer.from(`SERVER_HANDSHAKE_TRAFFIC_SECRET 00 ${'00'.repeat(32)}`));
  const { reader, told } = reading({ tls13: true, tls13Suite: 0x1301, keyLog });
  reader.push(tlsRecord(23, Buffer.alloc(40)));
  reader.push(alertRecord(40));
  expect(told).toEqual([]);
});

it('never throws, whatever the bytes and however they are cut', () => {
  const record = fc
    .tuple(fc.constantFrom(20, 21, 22, 23, 24), fc.uint8Array({ maxLength: 60 }), fc.boolean())
    .map(([type, body, lies]) => tlsRecord(type, body, body.length + (lies ? 3 : 0)));
  const bytes = fc.array(fc.oneof(record, fc.uint8Array({ maxLength: 20 })), { maxLength: 20 });
  fc.assert(
    fc.property(bytes, fc.boolean(), fc.integer({ min: 1, max: 50 }), (parts, tls13, size) => {
      const keyLog = new KeyLog();
      keyLog.add(Buffer.from(`SERVER_HANDSHAKE_TRAFFIC_SECRET 00 ${'00'.repeat(32)}`));
      const { reader } = reading(tls13 ? { tls13, tls13Suite: 0x1302, keyLog } : {});
      const all = Buffer.concat(parts);
      for (let at = 0; at < all.length; at += size) reader.push(all.subarray(at, at + size));
      reader.retry();
      reader.close();
    }),
  );
});
