import { expect, it } from 'vitest';
import { HandshakeObserver } from '../../../src/handshake/wire/handshake-observer.ts';
import fc from '../../support/fast-check.ts';
import {
  alertRecord,
  certificateMessage,
  handshakeMessage,
  serverHello,
  tlsRecord,
  vector,
} from '../../support/tls-records.ts';

const handshake = (type: number, body: Uint8Array): Buffer => tlsRecord(22, handshakeMessage(type, body));
const flight = [
  handshake(2, serverHello()),
  handshake(11, certificateMessage([Buffer.from('leaf'), Buffer.from('ca')])),
  handshake(22, Buffer.concat([Buffer.of(1), vector(3, Buffer.from('ocsp'))])),
  handshake(12, Buffer.of(3, 0, 29, 0)),
  handshake(13, Buffer.alloc(4)),
  handshake(14, Buffer.alloc(0)),
];

it('knows nothing at first', () => {
  expect(new HandshakeObserver().report({ alerts: true })).toMatchObject({
    receivedBytes: 0,
    hello: undefined,
    served: undefined,
    staple: undefined,
    clientCertificateRequested: undefined,
    alertReceived: undefined,
    alertSent: undefined,
  });
});

it('reads a flight of TLS 1.2 byte by byte', () => {
  const observer = new HandshakeObserver();
  for (const byte of Buffer.concat(flight)) observer.received(Buffer.of(byte));
  const report = observer.report({ alerts: true });
  expect(report.hello?.version).toBe(0x0303);
  expect(report.served?.map((der) => Buffer.from(der).toString())).toEqual(['leaf', 'ca']);
  expect(Buffer.from(report.staple ?? []).toString()).toBe('ocsp');
  expect(report).toMatchObject({ servedCount: 2, ecdheGroup: 29, clientCertificateRequested: true });
});

it('knows that no client certificate was asked for once the flight is whole', () => {
  const observer = new HandshakeObserver();
  for (const record of flight.slice(0, 4)) observer.received(record);
  expect(observer.report({ alerts: true }).clientCertificateRequested).toBeUndefined();
  observer.received(flight[5] as Buffer);
  expect(observer.report({ alerts: true }).clientCertificateRequested).toBe(false);
});

it('keeps the fatal alert, or the last one where none is', () => {
  const observer = new HandshakeObserver();
  observer.received(alertRecord(112, 1));
  expect(observer.report({ alerts: true }).alertReceived).toEqual({ level: 'warning', description: 112 });
  observer.received(alertRecord(40));
  observer.received(alertRecord(0, 1));
  expect(observer.report({ alerts: true }).alertReceived).toEqual({ level: 'fatal', description: 40 });
});

it('reads the alert that was sent', () => {
  const observer = new HandshakeObserver();
  observer.sent(handshake(1, Buffer.alloc(100)));
  observer.sent(alertRecord(70));
  expect(observer.report({ alerts: true }).alertSent).toEqual({ level: 'fatal', description: 70 });
});

it('shows what came instead of TLS', () => {
  const observer = new HandshakeObserver();
  observer.received(Buffer.from('HTTP/1.1 400'));
  expect(observer.report({ alerts: true })).toMatchObject({
    stopped: 'not_tls',
    opening: Buffer.from('HTTP/1.1 400'),
  });
});

it('looks at no more than an honest handshake could hold', () => {
  const observer = new HandshakeObserver();
  for (let count = 0; count < 40; count++) observer.received(tlsRecord(22, Buffer.alloc(16_000)));
  observer.received(flight[1] as Buffer);
  expect(observer.report({ alerts: true }).served).toBeUndefined();
});

it('never throws, whatever is said on either side', () => {
  const piece = fc.oneof(fc.constantFrom(...flight), fc.uint8Array({ maxLength: 40 }));
  const line = fc.oneof(fc.string(), fc.constant('SERVER_HANDSHAKE_TRAFFIC_SECRET 00 00'));
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, piece, line)), (parts) => {
      const observer = new HandshakeObserver();
      for (const [received, sent, keylog] of parts) {
        observer.received(Buffer.from(received));
        observer.sent(Buffer.from(sent));
        observer.keylog(Buffer.from(keylog));
      }
      expect(observer.report({ alerts: true }).receivedBytes).toBeGreaterThanOrEqual(0);
    }),
  );
});
