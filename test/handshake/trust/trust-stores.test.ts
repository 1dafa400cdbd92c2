import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TrustStore } from '../../../src/handshake/trust/trust-store.ts';
import { TrustStores, type TrustStoresOptions } from '../../../src/handshake/trust/trust-stores.ts';
import { authority } from '../../support/pki.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const [one, two] = [authority('One'), authority('Two')];
const subjects = ({ anchors }: TrustStore): string[] => anchors.certificates.map(({ subject }) => subject);

/** Stores with a clock that only moves when it is told to. */
function storesAt(options: TrustStoresOptions = {}): {
  stores: TrustStores;
  pass: (seconds: number) => void;
} {
  let now = Date.now();
  return {
    stores: new TrustStores({ ...options, now: () => now }),
    pass: (seconds) => {
      now += seconds * 1000;
    },
  };
}

describe('a file', () => {
  const setUp = () => {
    const path = join(temporaryFolder(), 'ca.pem');
    writeFileSync(path, one.pem);
    const { stores, pass } = storesAt();
    return { path, pass, get: () => stores.get({ kind: 'path', path }) };
  };

  it('is loaded, and stays one object as long as it says the same', () => {
    const { path, get, pass } = setUp();
    const first = get();
    expect(first).toMatchObject({ description: path });
    expect(subjects(first)).toEqual(['CN=One']);
    expect(first.problem).toBeUndefined();
    for (let times = 0; times < 5; times++) {
      pass(1.5);
      expect(get()).toBe(first);
    }
    writeFileSync(path, one.pem);
    pass(1.5);
    expect(get()).toBe(first);
  });

  it('is read again when it is replaced or rewritten, and when that happens right after it was read', () => {
    const { path, get, pass } = setUp();
    get();
    writeFileSync(`${path}.new`, two.pem);
    renameSync(`${path}.new`, path);
    pass(1.5);
    expect(subjects(get())).toEqual(['CN=Two']);
    pass(10);
    get();
    writeFileSync(path, one.pem + two.pem);
    pass(1.5);
    expect(subjects(get())).toEqual(['CN=One', 'CN=Two']);
  });

  it('is not looked at more than once a second', () => {
    const { path, get, pass } = setUp();
    get();
    writeFileSync(path, two.pem);
    pass(0.5);
    expect(subjects(get())).toEqual(['CN=One']);
    pass(0.6);
    expect(subjects(get())).toEqual(['CN=Two']);
  });

  it('that goes away trusts nobody and says why, until it comes back', () => {
    const { path, get, pass } = setUp();
    get();
    rmSync(path);
    pass(1.5);
    expect(get()).toMatchObject({
      problem: `${path} cannot be read (ENOENT)`,
      anchors: { certificates: [] },
    });
    writeFileSync(path, two.pem);
    pass(1.5);
    expect(subjects(get())).toEqual(['CN=Two']);
  });

  it('without certificates says so', () => {
    const { path, get } = setUp();
    writeFileSync(path, one.privateKeyPem);
    expect(get().problem).toBe('it holds no certificates');
  });
});

it('a folder is read as a whole', () => {
  const path = temporaryFolder();
  writeFileSync(join(path, 'a.pem'), one.pem);
  const { stores, pass } = storesAt();
  expect(subjects(stores.get({ kind: 'path', path }))).toEqual(['CN=One']);
  writeFileSync(join(path, 'b.pem'), two.pem);
  pass(1.5);
  expect(subjects(stores.get({ kind: 'path', path }))).toEqual(['CN=One', 'CN=Two']);
});

describe("the system's trust", () => {
  it('is that of the host that is mounted, and follows it', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
    const bundle = join(root, 'etc/ssl/certs/ca-certificates.crt');
    writeFileSync(bundle, one.pem);
    const { stores, pass } = storesAt({ root });
    const first = stores.get({ kind: 'system' });
    expect(first.description).toBe("the system's trust (/etc/ssl/certs/ca-certificates.crt)");
    expect(subjects(first)).toEqual(['CN=One']);
    writeFileSync(bundle, one.pem + two.pem);
    pass(1.5);
    expect(subjects(stores.get({ kind: 'system' }))).toEqual(['CN=One', 'CN=Two']);
    rmSync(bundle);
    writeFileSync(join(root, 'etc/ssl/certs/two.pem'), two.pem);
    pass(1.5);
    expect(stores.get({ kind: 'system' }).description).toBe("the system's trust (/etc/ssl/certs)");
    expect(subjects(stores.get({ kind: 'system' }))).toEqual(['CN=Two']);
  });

  it('that is nowhere trusts nobody and says why', () => {
    const { problem, description } = storesAt({ root: temporaryFolder() }).stores.get({ kind: 'system' });
    expect(description).toBe("the system's trust");
    expect(problem).toBe('this host has no bundle of trusted roots at any of the usual places');
  });
});

it("Node's roots are all there, and parsed once", () => {
  const { stores } = storesAt();
  const store = stores.get({ kind: 'node' });
  expect(store.anchors.certificates.length).toBe(new Set(rootCertificates).size);
  expect(stores.get({ kind: 'node' })).toBe(store);
});

describe('a runtime', () => {
  it('has the anchors of the place that it is known to use', () => {
    const path = join(temporaryFolder(), 'ca.pem');
    writeFileSync(path, one.pem);
    const { stores } = storesAt({ pathOfRuntime: (runtime) => (runtime === 'go' ? path : undefined) });
    const store = stores.get({ kind: 'runtime', runtime: 'go' });
    expect(store.description).toBe(`the trust of the runtime go (${path})`);
    expect(subjects(store)).toEqual(['CN=One']);
  });

  it('that is not known is named', () => {
    const store = storesAt().stores.get({ kind: 'runtime', runtime: 'cobol' });
    expect(store.anchors.certificates).toEqual([]);
    expect(store.problem).toBe('it is not known where the runtime cobol has its anchors on this host');
  });
});
