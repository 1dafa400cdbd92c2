import { expect, it } from 'vitest';
import { alertName, alertNumber, isFatal, parseAlert } from '../../../src/handshake/wire/alerts.ts';

it('reads two bytes, and nothing else', () => {
  expect(parseAlert(Buffer.of(2, 40))).toEqual({ level: 'fatal', description: 40 });
  expect(parseAlert(Buffer.of(1, 112))).toEqual({ level: 'warning', description: 112 });
  expect(parseAlert(Buffer.alloc(26))).toBeUndefined();
  expect(parseAlert(Buffer.of(2))).toBeUndefined();
});

it('takes a level for what it means: in TLS 1.3, nothing', () => {
  expect(isFatal({ level: 'warning', description: 112 }, false)).toBe(false);
  expect(isFatal({ level: 'warning', description: 112 }, true)).toBe(true);
  expect(isFatal({ level: 'fatal', description: 40 }, false)).toBe(true);
  expect(isFatal({ level: 'fatal', description: 0 }, true)).toBe(false);
  expect(isFatal({ level: 'warning', description: 90 }, true)).toBe(false);
});

it('has a name for each number, and back', () => {
  expect(alertName(116)).toBe('certificate_required');
  expect(alertName(255)).toBe('alert 255');
  expect(alertNumber('unknown_ca')).toBe(48);
  expect(alertNumber('constructor')).toBeUndefined();
});
