import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type SecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/handshake/attempt.ts';
import { SecureContexts } from '../../../src/handshake/tls/secure-contexts.ts';
import { StandIns } from '../../../src/handshake/tls/stand-ins.ts';
import type { ModuleOptions } from '../../../src/model/handshake-module.ts';
import { attemptContext } from '../../support/attempting.ts';
import { createCertificate, createChain } from '../../support/certificate-factory.ts';
import { newKey } from '../../support/certificate-keys.ts';
import { moduleOptions, targetAt } from '../../support/dialling.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { first, relay, type TlsServerOptions, tlsServer } from '../../support/tls-servers.ts';

/** 2026-11-22. */
const NOW = 1_795_305_600;

/** A leaf, and who signed it. */
function servedBy(subject: string): readonly Buffer[] {
  const issuer = createCertificate({ subject });
  return [createCertificate({ issuer }).der, issuer.der];
}

/** What OpenSSL thinks of a server's chain in a context. */
async function opinion(port: number, secureContext: SecureContext): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', secureContext, rejectUnauthorized: false }, () => {
      resolve(socket.authorizationError);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

function standInFor(chain: readonly Buffer[]) {
  const standIns = new StandIns();
  for (const now of [0, 1]) standIns.learn('x', chain, now);
  const made = standIns.standInFor('x', 2);
  if (made === undefined) throw new Error('there is one');
  return made;
}

/** A chain whose issuers have keys of this kind. */
function chainOf(key: 'ec-p256' | 'rsa-2048') {
  const root = createCertificate({ subject: 'Root CA', key: newKey(key), isAuthority: true });
  const intermediate = createCertificate({
    subject: 'Issuing CA',
    key: newKey(key),
    isAuthority: true,
    issuer: root,
  });
  return { root, intermediate, leaf: createCertificate({ sans: ['IP:127.0.0.1'], issuer: intermediate }) };
}

describe('OpenSSL', () => {
  it.each(['ec-p256', 'rsa-2048'] as const)(
    'tries the small key in the place of an issuer with %s',
    async (key) => {
      const chain = chainOf(key);
      await using server = await tlsServer({ chain });
      const contexts = new SecureContexts();
      const module = moduleOptions();
      expect(await opinion(server.port, await contexts.get(module))).toBe(
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      );
      const context = await contexts.get(
        module,
        'both',
        standInFor([chain.leaf.der, chain.intermediate.der]),
      );
      expect(await opinion(server.port, context)).toBe('CERT_SIGNATURE_FAILURE');
    },
  );

  it('has a context for each stand-in, and none where this side has a chain of its own to send', async () => {
    const contexts = new SecureContexts();
    const [one, other] = [standInFor(servedBy('a')), standInFor(servedBy('b'))];
    const module = moduleOptions();
    const [plain, withOne, withOther] = [
      await contexts.get(module),
      await contexts.get(module, 'both', one),
      await contexts.get(module, 'both', other),
    ];
    expect(new Set([plain, withOne, withOther]).size).toBe(3);
    expect(await contexts.get(module, 'both', one)).toBe(withOne);
    expect(await contexts.get(module, 'X25519', one)).not.toBe(withOne);
    const { certFile, keyFile } = filesOf(createCertificate());
    const withClient = moduleOptions({ clientCertificate: { certFile, keyFile } });
    expect(await contexts.get(withClient, 'both', one)).toBe(await contexts.get(withClient));
  });
});

function filesOf({ pem, privateKeyPem }: { readonly pem: string; readonly privateKeyPem: string }) {
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
  writeFileSync(files.certFile, pem);
  writeFileSync(files.keyFile, privateKeyPem);
  return files;
}

/** Attempts a server several times with the same memory, and says what came of each, and who had a stand-in before. */
async function attempts(
  port: number,
  root: string,
  standIns: StandIns,
  count: number,
  options: Partial<ModuleOptions> = {},
) {
  const path = join(temporaryFolder(), 'roots.pem');
  writeFileSync(path, root);
  const module = moduleOptions({ trust: { kind: 'path', path }, ...options });
  const used: boolean[] = [];
  const seen = {
    standInFor: (server: string, now: number) => {
      const standIn = standIns.standInFor(server, now);
      used.push(standIn !== undefined);
      return standIn;
    },
    learn: standIns.learn.bind(standIns),
  };
  const context = attemptContext(NOW, { standIns: seen });
  const said: unknown[] = [];
  for (let turn = 0; turn < count; turn++) {
    const [one] = await attempt(targetAt(port), module, context);
    said.push(one?.result.failure?.reason ?? one?.result.success);
  }
  return { said, used };
}

describe('attempts', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('succeed with a stand-in as without one (%s)', async (version) => {
    const chain = chainOf('ec-p256');
    await using server = await tlsServer({ chain, minVersion: version, maxVersion: version });
    const { said, used } = await attempts(server.port, chain.root.pem, new StandIns(), 4);
    expect(said).toEqual([true, true, true, true]);
    expect(used).toEqual([false, false, true, true]);
  });

  it('go on where another issuer signs the next leaf', async () => {
    const [before, after] = [chainOf('ec-p256'), createChain({ sans: ['IP:127.0.0.1'] })];
    const standIns = new StandIns();
    const port = await served({ chain: before }, async (at) => {
      expect((await attempts(at, before.root.pem, standIns, 3)).said).toEqual([true, true, true]);
    });
    await served({ chain: after, port }, async (at) => {
      const { said, used } = await attempts(at, after.root.pem, standIns, 4);
      expect(said).toEqual([true, true, true, true]);
      expect(used).toEqual([true, false, true, true]);
    });
  });

  it('trust nobody the more for it: a leaf that somebody else signed in the name of the issuer', async () => {
    const chain = chainOf('ec-p256');
    const impostor = createCertificate({ subject: 'Issuing CA', key: newKey('ec-p256'), isAuthority: true });
    const leaf = createCertificate({ sans: ['IP:127.0.0.1'], issuer: impostor });
    await using server = await tlsServer({ chain: { ...chain, leaf } });
    const { said, used } = await attempts(server.port, chain.root.pem, new StandIns(), 4);
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toEqual(expect.any(String));
    expect(used).toEqual([false, false, true, true]);
  });

  it('go without where this side has a certificate of the same issuer to send', async () => {
    const chain = chainOf('ec-p256');
    const ca = chain.root.pem + chain.intermediate.pem;
    await using server = await tlsServer({ chain, requestCert: true, ca });
    const clientCertificate = filesOf(createCertificate({ subject: 'client', issuer: chain.intermediate }));
    const options = { clientCertificate };
    const { said, used } = await attempts(server.port, chain.root.pem, new StandIns(), 3, options);
    expect([said, used]).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
  });

  it('do not learn from a leaf that OpenSSL has not read', async () => {
    const learned: unknown[] = [];
    const standIns = { standInFor: () => undefined, learn: (server: string) => learned.push(server) };
    await using server = await tlsServer({ maxVersion: 'TLSv1.2' });
    // Its chain comes through, and its part of the key exchange does not.
    await using cut = await relay(server.port, first(950));
    const context = attemptContext(NOW, { standIns });
    const [failed] = await attempt(targetAt(cut.port), moduleOptions({ timeout: 2 }), context);
    expect([failed?.result.completed, failed?.result.chain.length, learned]).toEqual([false, 2, []]);
    const [done] = await attempt(targetAt(server.port), moduleOptions(), context);
    expect([done?.result.completed, learned.length]).toEqual([true, 1]);
  });
});

/** Runs something beside a server, which is gone afterwards, and tells the port. */
async function served(options: TlsServerOptions, run: (port: number) => Promise<void>): Promise<number> {
  await using server = await tlsServer(options);
  await run(server.port);
  return server.port;
}
