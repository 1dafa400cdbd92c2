import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { Patience } from '../../../src/handshake/files/patience.ts';
import type { TrustStore } from '../../../src/handshake/trust/trust-store.ts';
import { TrustStores, type TrustStoresOptions } from '../../../src/handshake/trust/trust-stores.ts';
import { mountFuse } from '../../support/fuse-mount.ts';
import { authority } from '../../support/pki.ts';
import { programMissing } from '../../support/programs.ts';
import { replaceFile } from '../../support/replace-file.ts';
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

  it('is loaded, and stays one object as long as it says the same', async () => {
    const { path, get, pass } = setUp();
    const first = await get();
    expect(first).toMatchObject({ description: path });
    expect(subjects(first)).toEqual(['CN=One']);
    expect(first.problem).toBeUndefined();
    for (let times = 0; times < 5; times++) {
      pass(1.5);
      expect(await get()).toBe(first);
    }
    writeFileSync(path, one.pem);
    pass(1.5);
    expect(await get()).toBe(first);
  });

  it('is read again when it is replaced or rewritten, and when that happens right after it was read', async () => {
    const { path, get, pass } = setUp();
    await get();
    replaceFile(path, two.pem);
    pass(1.5);
    expect(subjects(await get())).toEqual(['CN=Two']);
    pass(10);
    await get();
    writeFileSync(path, one.pem + two.pem);
    pass(1.5);
    expect(subjects(await get())).toEqual(['CN=One', 'CN=Two']);
  });

  it('is not looked at more than once a second', async () => {
    const { path, get, pass } = setUp();
    await get();
    writeFileSync(path, two.pem);
    pass(0.5);
    expect(subjects(await get())).toEqual(['CN=One']);
    pass(0.6);
    expect(subjects(await get())).toEqual(['CN=Two']);
  });

  it('that goes away trusts nobody and says why, until it comes back', async () => {
    const { path, get, pass } = setUp();
    await get();
    rmSync(path);
    pass(1.5);
    expect(await get()).toMatchObject({
      problem: `${path} cannot be read (ENOENT)`,
      anchors: { certificates: [] },
    });
    writeFileSync(path, two.pem);
    pass(1.5);
    expect(subjects(await get())).toEqual(['CN=Two']);
  });

  it('without certificates says so', async () => {
    const { path, get } = setUp();
    writeFileSync(path, one.privateKeyPem);
    expect((await get()).problem).toBe('it holds no certificates');
  });
});

it('a folder is read as a whole', async () => {
  const path = temporaryFolder();
  writeFileSync(join(path, 'a.pem'), one.pem);
  const { stores, pass } = storesAt();
  expect(subjects(await stores.get({ kind: 'path', path }))).toEqual(['CN=One']);
  writeFileSync(join(path, 'b.pem'), two.pem);
  pass(1.5);
  expect(subjects(await stores.get({ kind: 'path', path }))).toEqual(['CN=One', 'CN=Two']);
});

describe("the system's trust", () => {
  it('is that of the host that is mounted, and follows it', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
    const bundle = join(root, 'etc/ssl/certs/ca-certificates.crt');
    writeFileSync(bundle, one.pem);
    const { stores, pass } = storesAt({ root });
    const first = await stores.get({ kind: 'system' });
    expect(first.description).toBe("the system's trust (/etc/ssl/certs/ca-certificates.crt)");
    expect(subjects(first)).toEqual(['CN=One']);
    writeFileSync(bundle, one.pem + two.pem);
    pass(1.5);
    expect(subjects(await stores.get({ kind: 'system' }))).toEqual(['CN=One', 'CN=Two']);
    rmSync(bundle);
    writeFileSync(join(root, 'etc/ssl/certs/two.pem'), two.pem);
    pass(1.5);
    expect((await stores.get({ kind: 'system' })).description).toBe("the system's trust (/etc/ssl/certs)");
    expect(subjects(await stores.get({ kind: 'system' }))).toEqual(['CN=Two']);
  });

  it('that is nowhere trusts nobody and says why', async () => {
    const { problem, description } = await storesAt({ root: temporaryFolder() }).stores.get({
      kind: 'system',
    });
    expect(description).toBe("the system's trust");
    expect(problem).toBe('this host has no bundle of trusted roots at any of the usual places');
  });
});

it("Node's roots are all there, and parsed once", async () => {
  const { stores } = storesAt();
  const store = await stores.get({ kind: 'node' });
  expect(store.anchors.certificates.length).toBe(new Set(rootCertificates).size);
  expect(await stores.get({ kind: 'node' })).toBe(store);
});

describe('a runtime', () => {
  it('has the anchors of the place that it is known to use', async () => {
    const path = join(temporaryFolder(), 'ca.pem');
    writeFileSync(path, one.pem);
    const { stores } = storesAt({
      placesOfRuntime: async (runtime) => ({ paths: runtime === 'go' ? [path, '/nowhere'] : [] }),
    });
    const store = await stores.get({ kind: 'runtime', runtime: 'go' });
    expect(store.description).toBe(`the trust of the runtime go (${path}, /nowhere)`);
    expect(subjects(store)).toEqual(['CN=One']);
  });

  it('that is not known is named', async () => {
    const store = await storesAt().stores.get({ kind: 'runtime', runtime: 'cobol' });
    expect(store.anchors.certificates).toEqual([]);
    expect(store.problem).toBe('it is not known where the runtime cobol has its anchors on this host');
  });
});

describe('a place that does not answer', () => {
  const setUp = async () => {
    const point = temporaryFolder();
    const mount = await mountFuse(point, { 'ca.pem': one.pem });
    const path = join(point, 'ca.pem');
    const late: string[] = [];
    const patience = new Patience({ longest: 2000, onLate: (what) => late.push(what) });
    const { stores, pass } = storesAt({ patience });
    return { mount, path, late, stores, pass, get: () => stores.get({ kind: 'path', path }) };
  };

  it.skipIf(programMissing('mount'))('keeps what was read before, is told once, and comes back', async () => {
    const { mount, path, late, stores, pass, get } = await setUp();
    const before = await get();
    expect(subjects(before)).toEqual(['CN=One']);
    await mount.hang();
    for (let times = 0; times < 3; times++) {
      pass(10);
      expect(await get()).toBe(before);
    }
    expect(late).toEqual([path]);
    // Others are read meanwhile.
    const other = join(temporaryFolder(), 'other.pem');
    writeFileSync(other, two.pem);
    expect(subjects(await stores.get({ kind: 'path', path: other }))).toEqual(['CN=Two']);
    await mount.resume();
    pass(10);
    expect(subjects(await get())).toEqual(['CN=One']);
  });

  it.skipIf(programMissing('mount'))('from the start trusts nobody and says why', async () => {
    const { mount, path, get } = await setUp();
    await mount.hang();
    expect(await get()).toMatchObject({
      anchors: { certificates: [] },
      description: path,
      problem: 'reading it takes too long',
    });
    await mount.resume();
    await vi.waitFor(async () => expect(subjects(await get())).toEqual(['CN=One']), { timeout: 10_000 });
  });
});
