import { rmSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LiveWebConfig } from '../../../src/http/web-config/live.ts';
import { WebConfigError } from '../../../src/http/web-config/web-config-error.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { TLS, webConfigFolder } from '../../support/web-config.ts';

const HASH = `$2y$04$${'a'.repeat(53)}`;

it('fails at the start where it cannot be used', async () => {
  const { write } = webConfigFolder();
  await expect(LiveWebConfig.load(write('nonsense: 1'), recordedLog().log)).rejects.toThrow(WebConfigError);
});

it('sees a change of the file, also one that leaves its size as it was', async () => {
  const { write } = webConfigFolder();
  const live = await LiveWebConfig.load(write('http_server_config: {http2: true }'), recordedLog().log);
  write('http_server_config: {http2: false}');
  expect((await live.refresh()).http2).toBe(false);
  expect(live.current.http2).toBe(false);
});

it('sees a renewed certificate, which is another file', async () => {
  const { write, renew } = webConfigFolder();
  const live = await LiveWebConfig.load(write(TLS), recordedLog().log);
  const next = renew('second.example.com');
  expect(String((await live.refresh()).tls?.options.cert)).toBe(next.pem);
});

it('reads nothing again while nothing has changed for a while', async () => {
  const { write, folder } = webConfigFolder();
  const file = write(TLS);
  for (const name of ['web.yml', 'server.crt', 'server.key']) utimesSync(`${folder}/${name}`, 1e9, 1e9);
  const live = await LiveWebConfig.load(file, recordedLog().log);
  const config = await live.refresh();
  expect(await live.refresh()).toBe(config);
  write(`${TLS}\n`);
  expect(await live.refresh()).not.toBe(config);
});

it('keeps the old one where the new one cannot be used, and says each reason once', async () => {
  const { write, folder, renew } = webConfigFolder();
  const { log, lines } = recordedLog();
  const live = await LiveWebConfig.load(write(`${TLS}basic_auth_users: {alice: ${HASH}}\n`), log);
  const before = live.current;
  rmSync(`${folder}/server.key`);
  for (let request = 0; request < 3; request += 1) expect(await live.refresh()).toBe(before);
  write('nonsense: 1');
  expect(await live.refresh()).toBe(before);
  expect(lines.map(({ level, err }) => [level, String(err).replaceAll(folder, '')])).toEqual([
    [
      'error',
      "/web.yml: tls_server_config.key_file: cannot read /server.key: there is no such file (ENOENT): ENOENT: no such file or directory, open '/server.key'",
    ],
    ['error', '/web.yml: nonsense: unknown key'],
  ]);
  renew('second.example.com');
  write(TLS);
  expect((await live.refresh()).users.size).toBe(0);
  expect(lines.at(-1)).toMatchObject({ level: 'info', msg: 'Web configuration is in order again' });
});

it('does not switch TLS on or off', async () => {
  const { write } = webConfigFolder();
  const { log, lines } = recordedLog();
  const live = await LiveWebConfig.load(write(TLS), log);
  write('{}');
  expect((await live.refresh()).tls).toBeDefined();
  expect(lines[0]?.['err']).toContain('TLS is switched on or off by a restart only');
});

it('looks once for requests that come at the same time', async () => {
  const { write } = webConfigFolder();
  const live = await LiveWebConfig.load(write(TLS), recordedLog().log);
  const configs = await Promise.all(Array.from({ length: 20 }, () => live.refresh()));
  expect(new Set(configs).size).toBe(1);
});
