import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { blackHole } from '../support/black-hole.ts';
import { createCertificate, createChain } from '../support/certificate-factory.ts';
import { handshakeConfig, rootsFile, startHandshaking } from '../support/handshaking.ts';
import { tlsServer } from '../support/tls-servers.ts';

const names = { sans: ['IP:127.0.0.1'] };
const at = (port: number) => ({ target: `127.0.0.1:${port}` });
const patience = { timeout: 20_000, interval: 20 };

it('delays nobody for a thousand hosts that never answer, nor for ten that connect and are silent', async () => {
  await using server = await tlsServer();
  await using hole = await blackHole();
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as { port: number };
  const modules: Record<string, object> = { default: { verify: false } };
  for (let index = 0; index < 1000; index++) modules[`hole${index}`] = {};
  const holes = Array.from({ length: 1000 }, (_, index) => ({ ...at(hole.port), module: `hole${index}` }));
  const mute = Array.from({ length: 10 }, (_, index) => ({ ...at(port), module: `hole${index}` }));
  const { states, handshaking } = await startHandshaking(
    handshakeConfig({ timeout: '3s', modules, targets: [...holes, ...mute, at(server.port)] }),
  );
  const good = () => states().at(-1);
  await vi.waitFor(() => expect(good()?.attempts).toBeGreaterThan(0), patience);
  const began = good()?.result?.timestamp ?? 0;
  await vi.waitFor(() => expect(good()?.attempts).toBeGreaterThan(6), patience);
  expect(good()?.failures).toBe(0);
  const attempts = (good()?.attempts ?? 0) - 1;
  // An interval of a second and a twentieth at most; a busy machine may take longer, but not what one silent host takes.
  expect(((good()?.result?.timestamp ?? 0) - began) / attempts).toBeLessThan(3);
  expect(states().filter(({ attempts: ended }) => ended > 0).length).toBeGreaterThan(100);
  const stopping = performance.now();
  await handshaking.stop();
  expect(performance.now() - stopping).toBeLessThan(2000);
  silent.close();
});

it('tells each class of failure apart', async () => {
  const now = Date.now() / 1000;
  const chain = createChain(names);
  const self = createCertificate(names);
  const expired = createChain({ ...names, notAfter: now - 86_400 });
  const wrong = createChain({ sans: ['DNS:other.example.com'] });
  await using good = await tlsServer({ chain });
  await using selfSigned = await tlsServer({ key: self.privateKeyPem, cert: self.pem });
  await using past = await tlsServer({ chain: expired });
  await using misnamed = await tlsServer({ chain: wrong });
  await using mutual = await tlsServer({ chain, requestCert: true, ca: chain.root.pem });
  await using old = await tlsServer({ chain, maxVersion: 'TLSv1.2' });
  const plain = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n')).listen(0, '127.0.0.1');
  await new Promise((resolve) => plain.once('listening', resolve));
  const ca_file = rootsFile(chain.root.pem, expired.root.pem, wrong.root.pem);
  const modules = { default: { ca_file }, modern: { ca_file, min_version: '1.3' } };
  const expected = new Map<number, string>([
    [good.port, 'success'],
    [selfSigned.port, 'verify self_signed'],
    [past.port, 'verify expired'],
    [misnamed.port, 'verify hostname_mismatch'],
    [mutual.port, 'tls client_certificate_required'],
    [old.port, 'tls protocol_version'],
    [(plain.address() as { port: number }).port, 'tls not_tls'],
  ]);
  const targets = [...expected.keys()].map((port) => ({
    ...at(port),
    module: port === old.port ? 'modern' : 'default',
  }));
  const { states } = await startHandshaking(handshakeConfig({ modules, targets }));
  await vi.waitFor(() => expect(states().every(({ result }) => result !== undefined)).toBe(true), patience);
  const told = states().map(({ target, result }) => [
    target.port,
    result?.failure === undefined ? 'success' : `${result.failure.phase} ${result.failure.reason}`,
  ]);
  expect(told).toEqual([...expected]);
  plain.close();
});
