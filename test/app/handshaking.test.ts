import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { CHAIN_KEPT } from '../../src/handshake/watch/watched-target.ts';
import { createChain } from '../support/certificate-factory.ts';
import { handshakeConfig, rootsFile, startHandshaking } from '../support/handshaking.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tlsServer } from '../support/tls-servers.ts';

const names = { sans: ['IP:127.0.0.1'] };
const at = (port: number) => ({ target: `127.0.0.1:${port}` });
const patience = { timeout: 20_000, interval: 20 };

it('tells a success, and puts what is served into the inventory', async () => {
  const chain = createChain(names);
  await using server = await tlsServer({ chain });
  const modules = { default: { ca_file: rootsFile(chain.root.pem) } };
  const { until, served, inventory } = await startHandshaking(
    handshakeConfig({ modules, targets: [at(server.port)] }),
  );
  const state = await until({ attempts: 1, failures: 0, result: { success: true } });
  expect(state.lastSuccess).toBe(state.result?.timestamp);
  await vi.waitFor(() => expect(served()).toHaveLength(2), patience);
  const location = { target: `127.0.0.1:${server.port}`, module: 'default' };
  expect(served()).toMatchObject([
    { location, index: 0, position: 0, role: 'leaf' },
    { location, index: 1, position: 0 },
  ]);
  expect(inventory.state('handshake')?.lastCollection).toMatchObject({ up: true });
  expect(inventory.current.ready).toBe(true);
});

it('tells a failure with its reason, its recovery, and counts both', async () => {
  const chain = createChain(names);
  const modules = { default: { ca_file: rootsFile(chain.root.pem) } };
  let port: number;
  {
    await using server = await tlsServer({ chain });
    ({ port } = server);
  }
  const { until, lines } = await startHandshaking(handshakeConfig({ modules, targets: [at(port)] }));
  const failed = await until({ result: { failure: { phase: 'connect', reason: 'connection_refused' } } });
  expect(failed.lastSuccess).toBeUndefined();
  await using _ = await tlsServer({ chain, port });
  const recovered = await until({ result: { success: true } });
  expect(recovered.attempts - recovered.failures).toBe(1);
  expect(recovered.failures).toBeGreaterThan(0);
  expect(lines.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['Handshake failed', 'Handshake succeeds again']),
  );
});

it('keeps the chain of a target for a day after it has stopped answering', async () => {
  let now = Date.now() / 1000;
  const chain = createChain(names);
  const server = await tlsServer({ chain });
  const modules = { default: { ca_file: rootsFile(chain.root.pem) } };
  const { until, served } = await startHandshaking(handshakeConfig({ modules, targets: [at(server.port)] }), {
    clock: () => now,
  });
  await vi.waitFor(() => expect(served()).toHaveLength(2), patience);
  await server[Symbol.asyncDispose]();
  await until({ result: { failure: { reason: 'connection_refused' } } });
  now += CHAIN_KEPT - 1;
  const { attempts } = await until({ result: { timestamp: now } });
  await until({ attempts: attempts + 1 });
  expect(served()).toHaveLength(2);
  now += 2;
  await vi.waitFor(() => expect(served()).toEqual([]), patience);
});

it('finds the reload that was forgotten, and sees when it was made up for', async () => {
  const [old, renewed] = [createChain(names), createChain(names)];
  const root = temporaryFolder();
  writeFileSync(join(root, 'tls.crt'), old.leaf.pem);
  const modules = { default: { verify: false } };
  const server = await tlsServer({ chain: old });
  const { port } = server;
  const { until } = await startHandshaking(
    handshakeConfig({ modules, targets: [{ ...at(port), stored: '/*.crt' }] }, root),
  );
  await until({ result: { servesStored: true } });
  writeFileSync(join(root, 'tls.crt'), renewed.leaf.pem);
  await until({ result: { servesStored: false } });
  await server[Symbol.asyncDispose]();
  await until({ result: { success: false } });
  await using _ = await tlsServer({ chain: renewed, port });
  await until({ result: { servesStored: true } });
});

it('keeps state and counters of what is still there over a reload', async () => {
  const chain = createChain(names);
  await using server = await tlsServer({ chain });
  await using other = await tlsServer({ chain });
  const modules = { default: { verify: false } };
  const { until, use, states } = await startHandshaking(
    handshakeConfig({ modules, targets: [at(server.port), at(other.port)] }),
  );
  const { attempts, result } = await until({ attempts: 2 });
  await use(handshakeConfig({ modules, targets: [at(server.port)] }));
  expect(states()).toHaveLength(1);
  expect(states()[0]).toMatchObject({ attempts, result: { timestamp: result?.timestamp } });
  await until({ attempts: attempts + 1 });
});

it('dials anew by other options at once, and keeps the counters', async () => {
  const chain = createChain(names);
  await using server = await tlsServer({ chain });
  const config = (verify: boolean) =>
    handshakeConfig({ interval: '1h', modules: { default: { verify } }, targets: [at(server.port)] });
  const { until, use } = await startHandshaking(config(true));
  await until({ attempts: 1, failures: 1, result: { failure: { reason: 'unknown_authority' } } });
  await use(config(false));
  await until({ attempts: 2, failures: 1, result: { success: true } });
});

it('takes another interval over at once', async () => {
  await using server = await tlsServer();
  const config = (interval: string) =>
    handshakeConfig({ interval, modules: { default: { verify: false } }, targets: [at(server.port)] });
  const { until, use } = await startHandshaking(config('1h'));
  await until({ attempts: 1, interval: 3600 });
  await use(config('1s'));
  await until({ attempts: 3, interval: 1 });
});

it('stops dialling, and forgets, when the configuration names no target any more', async () => {
  await using server = await tlsServer();
  const { until, use, states, inventory } = await startHandshaking(
    handshakeConfig({ targets: [at(server.port)] }),
  );
  await until({ attempts: 1 });
  await use(handshakeConfig({}));
  expect(states()).toEqual([]);
  expect(inventory.current.sources).toEqual([]);
});

it('begins nothing after its end', async () => {
  await using server = await tlsServer();
  const config = handshakeConfig({ targets: [{ ...at(server.port), stored: '/nowhere/*.crt' }] });
  const { handshaking, until, use, states } = await startHandshaking(config);
  await until({ attempts: 1 });
  const using = use(handshakeConfig({ targets: [at(server.port), { target: 'localhost:1' }] }));
  await handshaking.stop();
  await using;
  await use(config);
  expect(states().reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThanOrEqual(2);
});

it('dials what files and the environment list, and what they list later', async () => {
  await using server = await tlsServer();
  const path = join(temporaryFolder(), 'targets.json');
  writeFileSync(path, JSON.stringify([{ targets: [`127.0.0.1:${server.port}`] }]));
  const { states } = await startHandshaking(
    handshakeConfig({ target_files: [{ path }], target_env: [{ variable: 'GOPROXY' }] }),
    { environment: { GOPROXY: 'https://localhost:1,direct' } },
  );
  const dialled = () =>
    states()
      .filter(({ attempts }) => attempts > 0)
      .map(({ target }) => target.target);
  await vi.waitFor(() => expect(dialled()).toEqual([`127.0.0.1:${server.port}`, 'localhost:1']), patience);
  writeFileSync(path, JSON.stringify([{ targets: [`127.0.0.1:${server.port}`, 'localhost:2'] }]));
  await vi.waitFor(() => expect(dialled()).toContain('localhost:2'), patience);
});

it('tells a list of targets that cannot be used as a problem of its source', async () => {
  const path = join(temporaryFolder(), 'targets.yml');
  writeFileSync(path, '- targets: [x]\n');
  const { inventory, lines } = await startHandshaking(handshakeConfig({ target_files: [{ path }] }));
  expect(inventory.state('handshake')).toMatchObject({
    lastCollection: { up: false },
    problems: [{ reason: 'unsupported_format', location: { path } }],
  });
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'Problem found', path }));
});

it('has a result for each address of a name', async () => {
  // Names below localhost are both loopback addresses everywhere (RFC 6761, section 6.3).
  const chain = createChain({ sans: ['DNS:all.localhost'] });
  await using four = await tlsServer({ chain });
  await using _ = await tlsServer({ chain, host: '::1', port: four.port });
  const modules = { all: { ip: 'all', ca_file: rootsFile(chain.root.pem) } };
  const { states, served } = await startHandshaking(
    handshakeConfig({ modules, targets: [{ target: `all.localhost:${four.port}`, module: 'all' }] }),
  );
  await vi.waitFor(
    () => expect(states().map(({ address }) => address)).toEqual(['::1', '127.0.0.1']),
    patience,
  );
  expect(states()).toMatchObject([{ result: { success: true } }, { result: { success: true } }]);
  await vi.waitFor(() => expect(served()).toHaveLength(4), patience);
  expect(served().map(({ location }) => location.address)).toEqual(['::1', '::1', '127.0.0.1', '127.0.0.1']);
});
