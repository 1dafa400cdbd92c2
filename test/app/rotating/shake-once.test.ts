import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { shakeOnce } from '../../../src/app/rotating/shake-once.ts';
import { moduleOptions } from '../../../src/config/resolve-handshake.ts';
import type { HookHandshake } from '../../../src/model/rotation.ts';
import { blackHole } from '../../support/black-hole.ts';
import { authority, server } from '../../support/pki.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const root = authority('Root');
const issuer = authority('Issuer', { issuer: root });
const chain = { root, intermediate: issuer, leaf: server({ issuer }) };

const hookFor = (port: number): HookHandshake => ({
  handshake: `127.0.0.1:${port}`,
  module: 'own',
  servesNew: true,
  timeout: 600,
});
const modules = (roots: string) =>
  new Map([['own', moduleOptions('own', { ca_file: roots, server_name: 'www.example.com' }, 600)]]);
const never = new AbortController().signal;

it('says which leaf is served, and by which roots it is judged at each try', async () => {
  await using tls = await tlsServer({ chain });
  const roots = temporaryFile('roots.pem', authority('Other').pem);
  const shake = shakeOnce(modules(roots), {});
  const wrong = await shake(hookFor(tls.port), never);
  expect(wrong).toMatchObject({ ok: false, detail: expect.stringMatching(/^unknown_authority: /) });
  // What was read a moment ago may be what the rotation has just replaced.
  writeFileSync(roots, root.pem);
  const right = await shake(hookFor(tls.port), never);
  expect(right).toEqual({ ok: true, detail: '', leafSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(wrong.leafSha256).toBe(right.leafSha256);
});

it('a server that is not there is a result', async () => {
  const { port } = await tlsServer({ chain }).then(async (tls) => {
    await tls[Symbol.asyncDispose]();
    return tls;
  });
  const shaken = await shakeOnce(modules('/no/such/file'), {})(hookFor(port), never);
  expect(shaken).toMatchObject({ ok: false, detail: expect.stringContaining('connection_refused') });
  expect(shaken.leafSha256).toBeUndefined();
});

it('is called off by its signal', async () => {
  await using hole = await blackHole();
  const stop = new AbortController();
  const shaking = shakeOnce(modules('/no/such/file'), {})(hookFor(hole.port), stop.signal);
  stop.abort(new Error('called off'));
  await expect(shaking).rejects.toThrow('called off');
});

it('a module that the configuration does not have is a bug', async () => {
  await expect(shakeOnce(new Map(), {})(hookFor(1), never)).rejects.toThrow(TypeError);
});
