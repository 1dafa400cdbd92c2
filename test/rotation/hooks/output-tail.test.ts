import { describe, expect, it } from 'vitest';
import { MOST_OUTPUT, OutputTail } from '../../../src/rotation/hooks/output-tail.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

function tailOf(...parts: (string | Buffer)[]): string {
  const tail = new OutputTail();
  for (const part of parts) tail.push(Buffer.from(part));
  return tail.text();
}

describe('the end of what a program prints', () => {
  it('of megabytes has the last characters alone, and says so', () => {
    const tail = new OutputTail();
    const line = Buffer.from(`${'x'.repeat(65_535)}\n`);
    for (let count = 0; count < 160; count++) tail.push(line);
    tail.push(Buffer.from('the last line\n'));
    const text = tail.text();
    expect(text).toHaveLength(MOST_OUTPUT);
    expect(text).toMatch(/^…x+.*the last line$/);
  });

  it('of very many small parts is the same', () => {
    const tail = new OutputTail();
    for (let count = 0; count < 100_000; count++) tail.push(Buffer.from('ab'));
    expect(tail.text()).toBe(`…b${'ab'.repeat(MOST_OUTPUT / 2 - 1)}`);
  });

  it('is fit for a terminal', () => {
    expect(tailOf('\u001b[31mred\u001b[0m\r\nnext\n\n')).toBe(String.raw`\u001b[31mred\u001b[0m\r\nnext`);
  });

  it('survives bytes that are no text, and characters that come in two parts', () => {
    expect(tailOf(Buffer.of(0xff, 0xfe))).toBe('��');
    const euro = Buffer.from('€');
    expect(tailOf(euro.subarray(0, 1), euro.subarray(1))).toBe('€');
  });

  it('has no private key, whole or cut', () => {
    const { privateKeyPem } = createCertificate();
    const secret = privateKeyPem.split('\n')[1] ?? '';
    const end = privateKeyPem.slice(40);
    for (const printed of [
      `before\n${privateKeyPem}after`,
      `${end}after`,
      `before\n${privateKeyPem.slice(0, -30)}`,
    ]) {
      expect(tailOf(printed)).not.toContain(secret.slice(20));
      expect(tailOf(printed)).toContain('[a private key was left out]');
    }
    expect(tailOf(`before\n${privateKeyPem}after`)).toBe(
      String.raw`before\n[a private key was left out]\nafter`,
    );
  });

  it('of nothing is nothing', () => {
    expect(tailOf()).toBe('');
  });
});
