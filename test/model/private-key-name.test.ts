import { expect, it } from 'vitest';
import { isPrivateKeyName } from '../../src/model/private-key-name.ts';

it.each([
  'tls.key',
  'ca.key',
  'TLS.KEY',
  'key.pem',
  'key.der',
  'server-key.pem',
  'client_key.pem',
  'privkey.pem',
  'private-key',
  'ssh-privatekey',
  'id_rsa',
  'id_ed25519',
])('%s is named as private keys are', (key) => {
  expect(isPrivateKeyName(key)).toBe(true);
});

it.each([
  'tls.crt',
  'ca.crt',
  'tls-combined.pem',
  'keystore.p12',
  'keycloak.crt',
  'monkey',
  'keys.pem.crt',
  '',
])('%j is not', (key) => {
  expect(isPrivateKeyName(key)).toBe(false);
});
