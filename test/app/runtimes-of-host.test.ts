import { describe, expect, it } from 'vitest';
import { Attempting } from '../../src/app/attempting.ts';
import type { LookAtTrust } from '../../src/app/auditing.ts';
import { probeOnce } from '../../src/app/probe-once.ts';
import { RuntimesOfHost } from '../../src/app/runtimes-of-host.ts';
import { trustOnce } from '../../src/app/trust-once.ts';
import { createCertificate, createChain } from '../support/certificate-factory.ts';
import { moduleOptions, targetAt } from '../support/dialling.ts';
import { rootTree } from '../support/root-tree.ts';
import { tlsServer } from '../support/tls-servers.ts';

const trusted = createChain({ sans: ['IP:127.0.0.1'], notAfter: 4_000_000_000 });
const other = (() => {
  const root = createCertificate({ subject: 'Other Root', isAuthority: true });
  const intermediate = createCertificate({ subject: 'Other Issuer', isAuthority: true, issuer: root });
  const sans = ['IP:127.0.0.1'];
  return {
    root,
    intermediate,
    leaf: createCertificate({ sans, notAfter: 4_000_000_000, issuer: intermediate }),
  };
})();

/** A host on which Go trusts one root, curl by what was compiled into it the other, and that has no wget. */
const laboratory = (): string =>
  rootTree({
    '/etc/ssl/certs/ca-certificates.crt': trusted.root.pem,
    '/etc/ssl/ca-bundle.pem': other.root.pem,
    '/usr/bin/curl': 'libcurl/8.5.0\0/etc/ssl/ca-bundle.pem\0',
  });

/** Looks at the laboratory as the exporter does, and counts. */
function runtimes(root: string, lookAtTrust: LookAtTrust = trustOnce) {
  let now = 0;
  let looks = 0;
  const host = new RuntimesOfHost({
    lookAtTrust: async (look, signal) => {
      looks += 1;
      return lookAtTrust(look, signal);
    },
    root,
    environment: {},
    now: () => now,
  });
  return { host, looks: () => looks, pass: (ms: number) => (now += ms) };
}

describe('where a runtime has its roots', () => {
  it('says why where it is not known', async () => {
    const { host, looks, pass } = runtimes('/', async () => Promise.reject(new Error('no child')));
    const problem = 'it could not be found out where go has its roots: no child';
    expect(await host.placesOf('go')).toEqual({ paths: [], problem });
    expect(await host.placesOf('go')).toEqual({ paths: [], problem });
    expect(looks()).toBe(1);
    pass(60_000);
    await host.placesOf('go');
    expect(looks()).toBe(2);
  });

  it('is looked at once for all who ask, and again after a while, for which nobody waits', async () => {
    const { host, looks, pass } = runtimes(laboratory());
    const [go, again, wget] = await Promise.all(['go', 'go', 'wget'].map((each) => host.placesOf(each)));
    expect(go?.paths).toContain('/etc/ssl/certs/ca-certificates.crt');
    expect(again).toEqual(go);
    expect(wget).toEqual({ paths: [], problem: 'the runtime wget is not installed on this host' });
    pass(899_999);
    await host.placesOf('go');
    expect(looks()).toBe(1);
    pass(1);
    expect(await host.placesOf('go')).toEqual(go);
    expect(looks()).toBe(2);
  });
});

describe('a handshake judged as a runtime would', () => {
  const module = (runtime: string) => moduleOptions({ trust: { kind: 'runtime', runtime } });
  const dial = async (root: string, runtime: string, chain: typeof trusted) => {
    await using server = await tlsServer({ chain });
    const [probed] = await probeOnce([targetAt(server.port)], module(runtime), root, { environment: {} });
    const { success, failure } = probed?.result ?? {};
    return [success, failure?.reason, failure?.detail];
  };

  it('succeeds as go would, by the bundle that it finds on the host', async () => {
    expect(await dial(laboratory(), 'go', trusted)).toEqual([true, undefined, undefined]);
    expect((await dial(laboratory(), 'curl', trusted)).slice(0, 2)).toEqual([false, 'unknown_authority']);
  });

  it('succeeds as curl would, by another one', async () => {
    expect(await dial(laboratory(), 'curl', other)).toEqual([true, undefined, undefined]);
  });

  it('fails where its roots do not hold the authority, and names them', async () => {
    const [success, reason, detail] = await dial(laboratory(), 'go', other);
    expect([success, reason]).toEqual([false, 'unknown_authority']);
    expect(detail).toContain('the trust of the runtime go (/etc/ssl/certs/ca-certificates.crt');
  });

  it('fails where the runtime is not there', async () => {
    const [success, reason, detail] = await dial(laboratory(), 'wget', trusted);
    expect([success, reason]).toEqual([false, 'unknown_authority']);
    expect(detail).toContain('the runtime wget is not installed on this host');
  });
});

it('ends a look with what asked for it', async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  const attempting = new Attempting({
    environment: {},
    lookAtTrust: async (_, signal) => {
      asked.resolve(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  });
  const store = attempting.context(undefined).trust.get({ kind: 'runtime', runtime: 'go' });
  await asked.promise;
  attempting.close();
  expect((await store).problem).toMatch(/^it could not be found out where go has its roots/);
});
