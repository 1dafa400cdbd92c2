import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { GeneratedCertificate } from '../support/certificate-factory.ts';
import { startDaemon } from '../support/daemons/daemon.ts';
import { daemonHome } from '../support/daemons/home.ts';
import { POSTGRES } from '../support/daemons/postgresql.ts';
import { authority, server } from '../support/pki.ts';
import { programMissing } from '../support/programs.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = authority('Rotation Test Root');
const issuer = authority('Rotation Test Issuer', { issuer: root });
const first = server({ issuer });
const pemOf = (leaf: GeneratedCertificate): string => leaf.pem + issuer.pem;

/** PostgreSQL with the first certificate, and the rotation of the example `deploy/rotation/postgresql.yml`. */
async function laboratory(timeout: string) {
  const home = await daemonHome('postgres');
  writeFileSync(home.certificate, pemOf(first));
  writeFileSync(home.key, first.privateKeyPem);
  const data = join(home.path, 'data');
  const initdb = join(dirname(POSTGRES), 'initdb');
  execFileSync(initdb, ['--pgdata', data, '--auth=trust', '--no-sync', '--no-locale', '--encoding=UTF8'], {
    ...home.identity,
    cwd: home.path,
    stdio: 'ignore',
  });
  const settings = {
    listen_addresses: home.address,
    unix_socket_directories: '',
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: home.certificate,
    ssl_key_file: home.key,
  };
  const daemon = await startDaemon(home, {
    file: POSTGRES,
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ports: { postgres: 5432 },
    as: 'owner of the home',
    stopSignal: 'SIGINT',
  });
  const folder = temporaryFolder();
  const [config, origin, roots] = ['config.yml', 'renewed.pem', 'roots.pem'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(roots, root.pem);
  const reload = ['psql', '-h', daemon.address, '-U', 'postgres', '-qc', 'SELECT pg_reload_conf()'];
  writeFileSync(
    config,
    JSON.stringify({
      rotation_directory: join(folder, 'rotation'),
      rotation: [
        {
          name: 'postgresql-chain',
          kind: 'chain',
          target: home.certificate,
          content: { file: origin },
          hooks: {
            reload: [{ command: reload }],
            verify: [{ handshake: `${daemon.address}:5432`, module: 'postgres', serves_new: true, timeout }],
          },
        },
      ],
      handshake: {
        modules: { postgres: { starttls: 'postgres', ca_file: roots, server_name: 'www.example.com' } },
      },
    }),
  );
  return {
    [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose](),
    rotate: async (content: string) => {
      writeFileSync(origin, content);
      const terminal = recordedTerminal();
      const status = await run(['rotate', '--config.file', config, '--output=json'], terminal);
      const { runs } = JSON.parse(terminal.out()) as { runs: { result: string; reason: string }[] };
      return { status, run: runs.at(-1), content: readFileSync(home.certificate, 'utf8') };
    },
  };
}

describe.skipIf(programMissing(POSTGRES) || programMissing('psql'))('PostgreSQL', () => {
  it('serves a rotated chain after the reload, shown by STARTTLS', async () => {
    await using lab = await laboratory('30s');
    const renewed = pemOf(server({ issuer, key: first.key }));
    const { status, run: ran, content } = await lab.rotate(renewed);
    expect(ran).toMatchObject({ result: 'rotated' });
    expect([status, content]).toEqual([0, renewed]);
  });

  it('keeps what it has where the new chain does not fit its key, so that only the handshake tells', async () => {
    await using lab = await laboratory('2s');
    const { status, run: ran, content } = await lab.rotate(pemOf(server({ issuer })));
    expect(ran).toMatchObject({
      result: 'rolled_back',
      reason: expect.stringMatching(/serves another certificate.*was loaded again/),
    });
    expect([status, content]).toEqual([1, pemOf(first)]);
  });
});
