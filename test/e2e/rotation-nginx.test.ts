import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { GeneratedCertificate } from '../support/certificate-factory.ts';
import { startNginx } from '../support/nginx.ts';
import { authority, server } from '../support/pki.ts';
import { programMissing } from '../support/programs.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { steadyClient } from '../support/steady-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENOUGH = 100;

const root = authority('Rotation Test Root');
const issuer = authority('Rotation Test Issuer', { issuer: root });
const first = server({ issuer });
const pemOf = (leaf: GeneratedCertificate): string => leaf.pem + issuer.pem;
const sha256 = async (leaf: GeneratedCertificate): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', leaf.der)).toString('hex');

/** nginx with the first certificate, a client that never stops, and a rotation from a file that the test writes. */
async function laboratory(timeout = '30s') {
  const folder = temporaryFolder();
  const nginx = await startNginx(pemOf(first), first.privateKeyPem);
  const [config, origin, roots] = ['config.yml', 'renewed.pem', 'roots.pem'].map((name) =>
    join(folder, name),
  );
  writeFileSync(roots as string, root.pem);
  writeFileSync(
    config as string,
    JSON.stringify({
      rotation_directory: join(folder, 'rotation'),
      rotation: [
        {
          name: 'nginx',
          kind: 'chain',
          target: nginx.chain,
          content: { file: origin },
          hooks: {
            validate: [{ command: [...nginx.command, '-t'] }],
            reload: [{ command: [...nginx.command, '-s', 'reload'] }],
            verify: [{ handshake: `127.0.0.1:${nginx.port}`, module: 'own', serves_new: true, timeout }],
          },
        },
      ],
      handshake: { modules: { own: { ca_file: roots, server_name: 'www.example.com' } } },
    }),
  );
  const client = steadyClient({
    host: '127.0.0.1',
    port: nginx.port,
    ca: root.pem,
    servername: 'www.example.com',
  });
  return {
    nginx,
    client,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    rotate: async (content: string) => {
      writeFileSync(origin as string, content);
      const terminal = recordedTerminal();
      const status = await run(['rotate', '--config.file', config as string, '--output=json'], terminal);
      const { runs } = JSON.parse(terminal.out()) as {
        runs: { result: string; reason: string; hooks: object[] }[];
      };
      return { status, run: runs.at(-1), content: readFileSync(nginx.chain, 'utf8') };
    },
  };
}

describe.skipIf(programMissing('nginx'))('nginx under steady load', () => {
  it('serves a rotated certificate after the reload, and fails nobody meanwhile', async () => {
    await using lab = await laboratory();
    const { client, rotate } = lab;
    await client.more(ENOUGH);
    const renewed = server({ issuer, key: first.key });
    const { status, run: ran, content } = await rotate(pemOf(renewed));
    expect(ran).toMatchObject({ result: 'rotated' });
    expect([status, content]).toEqual([0, pemOf(renewed)]);
    await client.more(ENOUGH);
    expect(client.failures).toEqual([]);
    expect([...client.served.keys()]).toEqual([await sha256(first), await sha256(renewed)]);
    expect((await rotate(pemOf(renewed))).run).toMatchObject({ result: 'unchanged', hooks: [] });
  });

  it('is never given a chain that its key does not fit: it is rolled back, and nobody fails', async () => {
    await using lab = await laboratory();
    const { client, rotate } = lab;
    await client.more(ENOUGH);
    const { status, run: ran, content } = await rotate(pemOf(server({ issuer })));
    expect(status).toBe(1);
    expect(ran).toMatchObject({
      result: 'rolled_back',
      reason: expect.stringContaining('key values mismatch'),
    });
    expect(content).toBe(pemOf(first));
    await client.more(ENOUGH);
    expect(client.failures).toEqual([]);
    expect([...client.served.keys()]).toEqual([await sha256(first)]);
  });

  it('is given its former chain again where only the handshake shows the fault', async () => {
    await using lab = await laboratory('5s');
    const { client, rotate } = lab;
    const misnamed = server({ issuer, key: first.key, sans: ['DNS:other.example'] });
    const { status, run: ran, content } = await rotate(pemOf(misnamed));
    expect(status).toBe(1);
    expect(ran).toMatchObject({
      result: 'rolled_back',
      reason: expect.stringContaining('hostname_mismatch'),
    });
    expect(ran?.hooks.at(-1)).toMatchObject({ stage: 'reload_after_rollback', ok: true });
    expect(content).toBe(pemOf(first));
    // Workers with the wrong certificate may still be there for a moment: it serves the former one from some time on.
    const goodAgain = await sha256(first);
    const seen = client.served.get(goodAgain) ?? 0;
    while ((client.served.get(goodAgain) ?? 0) < seen + ENOUGH) await client.more(1);
  });
});
