import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWebConfig } from '../../../src/http/web-config/load.ts';
import { WebConfigError } from '../../../src/http/web-config/web-config-error.ts';
import { programMissing, runProgram } from '../../support/programs.ts';
import { TLS, webConfigFolder } from '../../support/web-config.ts';

/**
 * `x.good.yml` is accepted and `x.bad.yml` refused, by promtool as well. `newer` is what promtool 2.42 does not know
 * yet: newer versions of exporter-toolkit agree with us. Beside what is refused lies the message.
 */
const FIXTURES = join(import.meta.dirname, '../fixtures/web-config');
const fixtures = (verdict: RegExp): string[] => readdirSync(FIXTURES).filter((name) => verdict.test(name));

const placed = (name: string) => {
  const files = webConfigFolder();
  return { ...files, file: files.write(readFileSync(join(FIXTURES, name), 'utf8'), name) };
};

it.each(fixtures(/good\.yml$/))('accepts %s', async (name) => {
  const { file } = placed(name);
  expect((await loadWebConfig(file)).files).toContain(file);
});

it.each(fixtures(/bad\.yml$/))('refuses %s', async (name) => {
  const { file, folder } = placed(name);
  const error = await loadWebConfig(file).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(WebConfigError);
  const message = (error as WebConfigError).message
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, 'the folder');
  await expect(`${message}\n`).toMatchFileSnapshot(join(FIXTURES, name.replace('.yml', '.txt')));
});

describe.skipIf(programMissing('promtool'))('promtool', () => {
  it.each(fixtures(/\.good\.yml$/))('accepts %s as well', (name) => {
    const { file } = placed(name);
    expect(runProgram('promtool', ['check', 'web-config', file]).status).toBe(0);
  });

  it.each(fixtures(/\.bad\.yml$/))('refuses %s as well', (name) => {
    const { file } = placed(name);
    expect(runProgram('promtool', ['check', 'web-config', file]).status).toBe(1);
  });
});

it('takes certificate, key and client CA from the file itself', async () => {
  const { authority, renew, write } = webConfigFolder();
  const server = renew('inline.example.com');
  const text = { cert: server.pem, key: server.privateKeyPem, client_ca: authority.pem };
  const lines = Object.entries(text).map(([key, pem]) => `  ${key}: ${JSON.stringify(pem)}`);
  const file = write(
    `tls_server_config:\n${lines.join('\n')}\n  client_auth_type: RequireAndVerifyClientCert\n`,
  );
  const config = await loadWebConfig(file);
  expect(config.tls?.options).toMatchObject({
    cert: server.pem,
    requestCert: true,
    rejectUnauthorized: true,
  });
  expect(config.files).toEqual([file]);
});

it('names the file when it cannot be read', async () => {
  const { folder } = webConfigFolder();
  await expect(loadWebConfig(join(folder, 'none.yml'))).rejects.toThrow(
    `${folder}/none.yml: cannot be read: there is no such file (ENOENT)`,
  );
});

it('never has anything of a key in its message', async () => {
  const { renew, write } = webConfigFolder();
  const key = renew('a').privateKeyPem;
  const secret = key.split('\n')[1] as string;
  for (const text of [
    `tls_server_config:\n  key: ${JSON.stringify(key)}\n  cert: x\n`,
    `tls_server_config:\n  cipher_suites: ${JSON.stringify(key)}\n`,
    `basic_auth_users:\n  a: ${JSON.stringify(key)}\n`,
    `${key}\n`,
    `a: b: ${secret}\n`,
    `${TLS}  client_auth_type: ${secret}\n`,
  ]) {
    const error = await loadWebConfig(write(text)).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(WebConfigError);
    expect((error as Error).message).not.toContain(secret.slice(0, 16));
  }
});
