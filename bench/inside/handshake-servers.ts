/**
 * Servers to shake hands with, in a process of their own, so that what they cost is nobody else's: sends their ports
 * and the root of their certificates, and serves until it is ended.
 *
 * For each kind of key and version one on 127.0.0.1; and for as many hosts as there are in 127.0.0.0/8 some that
 * listen on every address of this machine (and serve its loopback addresses alone), each with a certificate of its
 * own, and a port at which nobody answers.
 */
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { blackHole } from '../../test/support/black-hole.ts';
import { createCertificate } from '../../test/support/certificate-factory.ts';
import { type Endpoints, HOSTS_SERVER_NAME, KINDS } from './endpoints.ts';

/** So many different certificates do the many hosts have. */
const HOST_SERVERS = 100;

const root = createCertificate({ subject: 'Bench Root CA', isAuthority: true });
const intermediate = createCertificate({ subject: 'Bench Issuing CA', isAuthority: true, issuer: root });

function identity(key: 'ec-p256' | 'rsa-2048', index = 0): TlsOptions {
  const sans = ['DNS:localhost', 'IP:127.0.0.1', `DNS:${HOSTS_SERVER_NAME}`];
  const leaf = createCertificate({ key, subject: `bench ${index}`, sans, issuer: intermediate });
  return { key: leaf.privateKeyPem, cert: leaf.pem + intermediate.pem };
}

async function portOf(server: Server, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ port: 0, host, backlog: 4096 }, resolve));
  return (server.address() as AddressInfo).port;
}

function tlsServer(options: TlsOptions): Server {
  const server = createServer(options, (socket) => socket.on('error', () => undefined).resume());
  return server.on('tlsClientError', () => undefined);
}

function loopbackAlone(options: TlsOptions): Server {
  const tls = tlsServer(options);
  return createTcpServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    if (socket.localAddress?.startsWith('127.') === true) tls.emit('connection', socket);
    else socket.destroy();
  });
}

const single: { name: string; port: number }[] = [];
for (const { name, key, version, groups } of KINDS) {
  const server = tlsServer({ ...identity(key), minVersion: version, maxVersion: version, ecdhCurve: groups });
  single.push({ name, port: await portOf(server, '127.0.0.1') });
}
const hosts: number[] = [];
for (let index = 0; index < HOST_SERVERS; index++) {
  hosts.push(await portOf(loopbackAlone(identity('ec-p256', index)), '0.0.0.0'));
}
const hole = await blackHole('0.0.0.0');
const answer: Endpoints = { single, hosts, hole: hole.port, root: root.pem };
process.send?.(answer);
// Whoever measures may be ended without a word; nobody else needs what is served here.
process.once('disconnect', () => process.exit());
