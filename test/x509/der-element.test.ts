import { expect, it } from 'vitest';
import { derElement } from '../../src/x509/der-element.ts';
import { DerReader, TAG } from '../../src/x509/der-reader.ts';

it('puts its contents one behind the other', () => {
  const inner = derElement(TAG.integer, Buffer.of(1));
  expect(inner.toString('hex')).toBe('020101');
  expect(derElement(TAG.sequence, inner, inner).toString('hex')).toBe('3006020101020101');
  expect(derElement(TAG.sequence).toString('hex')).toBe('3000');
});

it.each([
  [0x7f, '047f'],
  [0x80, '048180'],
  [0xff, '0481ff'],
  [0x100, '04820100'],
  [0xffff, '0482ffff'],
  [0x10000, '0483010000'],
])('writes a length of %i in as few octets as there can be, as the reader wants it', (length, header) => {
  const element = derElement(TAG.octetString, Buffer.alloc(length - 1), Buffer.alloc(1));
  expect(element.toString('hex', 0, element.length - length)).toBe(header);
  const der = new DerReader(element);
  expect([der.take(TAG.octetString), der.end - der.start, der.more]).toEqual([true, length, false]);
});
