import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Patience } from '../../../src/handshake/files/patience.ts';
import { SecureContexts } from '../../../src/handshake/tls/secure-contexts.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { newKey } from '../../support/certificate-keys.ts';
import { moduleOptions } from '../../support/dialling.ts';
import { mountFuse } from '../../support/fuse-mount.ts';
import { programMissing } from '../../support/programs.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A client certificate with a key of its own, in files; `write` replaces them. */
function clientFiles() {
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
  const write = (file: string, text: string): void => {
    replaceFile(file, text);
  };
  const renew = (): void => {
    const client = createCertificate({ subject: 'client', key: newKey('ec-p256') });
    write(files.certFile, client.pem);
    write(files.keyFile, client.privateKeyPem);
  };
  renew();
  return { files, renew, write };
}

it('gives a module one context for as long as it lasts', async () => {
  const contexts = new SecureContexts();
  const module = moduleOptions();
  expect(await contexts.get(module)).toBe(await contexts.get(module));
  expect(await contexts.get(moduleOptions())).not.toBe(await contexts.get(module));
});

it('makes a new one when the client certificate is renewed', async () => {
  const { files, renew } = clientFiles();
  const contexts = new SecureContexts();
  const module = moduleOptions({ clientCertificate: files });
  const before = await contexts.get(module);
  expect(await contexts.get(module)).toBe(before);
  renew();
  expect(await contexts.get(module)).not.toBe(before);
});

it('refuses files that are missing, or do not belong together, and recovers', async () => {
  const { files, renew, write } = clientFiles();
  const contexts = new SecureContexts();
  const missing = moduleOptions({ clientCertificate: { ...files, keyFile: '/nowhere/tls.key' } });
  const failure = expect.objectContaining({ phase: 'tls', reason: 'internal' });
  await expect(contexts.get(missing)).rejects.toThrow(expect.objectContaining({ failure }));
  const module = moduleOptions({ clientCertificate: files });
  write(files.certFile, createCertificate({ key: newKey('ec-p256') }).pem);
  await expect(contexts.get(module)).rejects.toThrow(expect.objectContaining({ failure }));
  renew();
  expect(await contexts.get(module)).toBeDefined();
});

it('opens a key with its passphrase', async () => {
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
  expect(await new SecureContexts().get(moduleOptions({ clientCertificate: files }))).toBeDefined();
  writeFileSync(passphraseFile as string, 'wrong\n');
  const reading = new SecureContexts().get(moduleOptions({ clientCertificate: files }));
  await expect(reading).rejects.toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('wrong') }),
  );
});

it.skipIf(programMissing('mount'))(
  'keeps the certificate that it had where its files do not answer',
  async () => {
    const client = createCertificate({ subject: 'client', key: newKey('ec-p256') });
    const point = temporaryFolder();
    const mount = await mountFuse(point, { 'tls.crt': client.pem, 'tls.key': client.privateKeyPem });
    const files = { certFile: join(point, 'tls.crt'), keyFile: join(point, 'tls.key') };
    const late: string[] = [];
    const patience = new Patience({ longest: 2000, onLate: (what) => late.push(what) });
    const contexts = new SecureContexts(patience);
    const module = moduleOptions({ clientCertificate: files });
    const before = await contexts.get(module);
    await mount.hang();
    expect(await contexts.get(module)).toBe(before);
    expect(await contexts.get(module)).toBe(before);
    expect(late).toEqual([`the client certificate of module default (${files.certFile})`]);
    const fresh = moduleOptions({ clientCertificate: files });
    await expect(contexts.get(fresh)).rejects.toThrow('reading it takes too long');
    await mount.resume();
  },
);
