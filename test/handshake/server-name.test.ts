import { expect, it } from 'vitest';
import { asciiHost, expectedName, serverNameIndication } from '../../src/handshake/server-name.ts';
import { moduleOptions, targetAt } from '../support/dialling.ts';

it('expects the host that is dialled, or what the module says instead', () => {
  expect(expectedName(targetAt(443, 'www.example.com.'), moduleOptions())).toBe('www.example.com');
  expect(expectedName(targetAt(443, '10.0.0.1'), moduleOptions({ serverName: 'db.internal' }))).toBe(
    'db.internal',
  );
  expect(expectedName(targetAt(443, 'bücher.example'), moduleOptions())).toBe('xn--bcher-kva.example');
});

it('indicates names, and no addresses', () => {
  expect(serverNameIndication('www.example.com')).toBe('www.example.com');
  expect(serverNameIndication('10.0.0.1')).toBeUndefined();
  expect(serverNameIndication('::1')).toBeUndefined();
  expect(serverNameIndication('')).toBeUndefined();
});

it('has no ASCII form for what would break a line', () => {
  expect(asciiHost('a\r\nb')).toBe('');
  expect(asciiHost('a b')).toBe('');
});
