import { expect, it } from 'vitest';
import { NameServers } from '../../../src/handshake/dns/name-servers.ts';
import { parseResolvConf } from '../../../src/handshake/dns/resolv-conf.ts';
import { dnsServer } from '../../support/dns-server.ts';

const conf = { ...parseResolvConf('', 'host'), timeoutSeconds: 20, attempts: 1 };
const impatient = { ...conf, timeoutSeconds: 0.1 };

it('asks for the addresses of one family', async () => {
  await using server = await dnsServer((_name, type) =>
    type === 'A' ? ['10.0.0.1', '10.0.0.2'] : ['fd00::1'],
  );
  const names = new NameServers(conf, server.port);
  expect(await names.ask('db.example', 4)).toEqual({
    kind: 'addresses',
    addresses: [
      { address: '10.0.0.1', family: 4 },
      { address: '10.0.0.2', family: 4 },
    ],
  });
  expect(await names.ask('db.example', 6)).toEqual({
    kind: 'addresses',
    addresses: [{ address: 'fd00::1', family: 6 }],
  });
  expect(server.questions).toEqual(['A db.example', 'AAAA db.example']);
});

it.each([
  ['nxdomain', { kind: 'none' }],
  [[], { kind: 'none' }],
  ['servfail', { kind: 'failed', code: 'ESERVFAIL' }],
  ['refused', { kind: 'failed', code: 'EREFUSED' }],
  ['silence', { kind: 'timeout' }],
] as const)('tells %s apart', async (given, expected) => {
  await using server = await dnsServer(() => given);
  const used = given === 'silence' ? impatient : conf;
  expect(await new NameServers(used, server.port).ask('db.example', 4)).toEqual(expected);
});

it('calls a server that is not there a timeout', async () => {
  const server = await dnsServer(() => []);
  await server[Symbol.asyncDispose]();
  expect(await new NameServers(impatient, server.port).ask('db.example', 4)).toEqual({ kind: 'timeout' });
});

it('calls an impossible name not found', async () => {
  await using server = await dnsServer(() => ['10.0.0.1']);
  expect(await new NameServers(conf, server.port).ask(`${'a'.repeat(64)}.example`, 4)).toEqual({
    kind: 'none',
  });
  expect(server.questions).toEqual([]);
});

it('asks again each time: a changed record is seen at the next dial', async () => {
  let address = '10.0.0.1';
  await using server = await dnsServer(() => [address]);
  const names = new NameServers(conf, server.port);
  await names.ask('db.example', 4);
  address = '10.0.0.2';
  expect(await names.ask('db.example', 4)).toMatchObject({ addresses: [{ address: '10.0.0.2' }] });
});

it('gives up on open questions when it is closed', async () => {
  await using server = await dnsServer(() => 'silence');
  const names = new NameServers({ ...conf, timeoutSeconds: 3600 }, server.port);
  const answer = names.ask('db.example', 4);
  names.close();
  expect(await answer).toEqual({ kind: 'timeout' });
});

it('lets servers take turns', async () => {
  await using server = await dnsServer(() => ['10.0.0.1']);
  const names = new NameServers({ ...conf, servers: ['127.0.0.1', '127.0.0.1'], rotate: true }, server.port);
  await names.ask('a.example', 4);
  await names.ask('b.example', 4);
  expect(server.questions).toEqual(['A a.example', 'A b.example']);
});
