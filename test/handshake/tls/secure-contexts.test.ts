import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SecureContexts } from '../../../src/handshake/tls/secure-contexts.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { newKey } from '../../support/certificate-keys.ts';
import { moduleOptions } from '../../support/dialling.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A client certificate with a key of its own, in files; `write` replaces them. */
function clientFiles() {
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
  const write = (file: string, text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const renew = (): void => {
    const client = createCertificate({ subject: 'client', key: newKey('ec-p256') });
    write(files.certFile, client.pem);
    write(files.keyFile, client.privateKeyPem);
  };
  renew();
  return { files, renew, write };
}

it('gives a module one context for as long as it lasts', () => {
  const contexts = new SecureContexts();
  const module = moduleOptions();
  expect(contexts.get(module)).toBe(contexts.get(module));
  expect(contexts.get(moduleOptions())).not.toBe(contexts.get(module));
});

it('makes a new one when the client certificate is renewed', () => {
  const { files, renew } = clientFiles();
  const contexts = new SecureContexts();
  const module = moduleOptions({ clientCertificate: files });
  const before = contexts.get(module);
  expect(contexts.get(module)).toBe(before);
  renew();
  expect(contexts.get(module)).not.toBe(before);
});

it('refuses files that are missing, or do not belong together, and recovers', () => {
  const { files, renew, write } = clientFiles();
  const contexts = new SecureContexts();
  const missing = moduleOptions({ clientCertificate: { ...files, keyFile: '/nowhere/tls.key' } });
  const failure = expect.objectContaining({ phase: 'tls', reason: 'internal' });
  expect(() => contexts.get(missing)).toThrow(expect.objectContaining({ failure }));
  const module = moduleOptions({ clientCertificate: files });
  write(files.certFile, createCertificate({ key: newKey('ec-p256') }).pem);
  expect(() => contexts.get(module)).toThrow(expect.objectContaining({ failure }));
  renew();
  expect(contexts.get(module)).toBeDefined();
});

it('opens a key with its passphrase', () => {
  const folder = temporaryFolder();
  const client = createCertificate({ key: newKey('ec-p256') });
  const encrypted = client.key.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  });
  const [certFile, keyFile, passphraseFile] = ['tls.crt', 'tls.key', 'pass'].map((name) =>
    join(folder, name),
  );
  writeFileSync(certFile as string, client.pem);
  writeFileSync(keyFile as string, encrypted);
  writeFileSync(passphraseFile as string, 'secret\nnot this\n');
  const files = { certFile, keyFile, passphraseFile } as {
    certFile: string;
    keyFile: string;
    passphraseFile: string;
  };
  expect(new SecureContexts().get(moduleOptions({ clientCertificate: files }))).toBeDefined();
  writeFileSync(passphraseFile as string, 'wrong\n');
  const reading = (): unknown => new SecureContexts().get(moduleOptions({ clientCertificate: files }));
  expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringContaining('wrong') }));
});
