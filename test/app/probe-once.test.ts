import { expect, it } from 'vitest';
import { probeOnce } from '../../src/app/probe-once.ts';
import { moduleOptions, targetAt } from '../support/dialling.ts';
import { scriptedServer } from '../support/scripted-server.ts';
import { tlsServer } from '../support/tls-servers.ts';

const OPTIONS = { environment: {} };

it('gives back what came of each target, in their order, however long each takes', async () => {
  await using silent = await scriptedServer([]);
  await using server = await tlsServer();
  const ports = [silent.port, server.port, silent.port, server.port];
  const probed = await probeOnce(
    ports.map((port) => targetAt(port)),
    moduleOptions({ timeout: 3, verify: false }),
    undefined,
    OPTIONS,
  );
  expect(probed.map(({ result }) => [result.target.port, result.success])).toEqual([
    [silent.port, false],
    [server.port, true],
    [silent.port, false],
    [server.port, true],
  ]);
  expect(probed[1]?.verdict?.flaws).not.toEqual([]);
});

it('has many targets and few at a time', async () => {
  let open = 0;
  let most = 0;
  await using server = await tlsServer({
    serve: (socket) => {
      open += 1;
      most = Math.max(most, open);
      socket.on('close', () => {
        open -= 1;
      });
      socket.resume();
    },
  });
  const targets = Array.from({ length: 40 }, () => targetAt(server.port));
  const probed = await probeOnce(targets, moduleOptions({ verify: false }), undefined, OPTIONS);
  expect(probed.filter(({ result }) => result.success)).toHaveLength(40);
  expect(most).toBeLessThanOrEqual(16 + 1);
});

it('has a result for each address where all are dialled', async () => {
  await using server = await tlsServer();
  const module = moduleOptions({ ip: 'all', verify: false });
  const probed = await probeOnce([targetAt(server.port, 'localhost')], module, undefined, OPTIONS);
  const ofIPv4 = probed.find(({ result }) => result.address === '127.0.0.1');
  expect(ofIPv4?.result.success).toBe(true);
  expect(probed.every(({ result }) => result.address !== undefined)).toBe(true);
});
