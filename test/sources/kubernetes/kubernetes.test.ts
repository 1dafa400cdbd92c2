import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Container } from '../../../src/formats/container.ts';
import { readContainer } from '../../../src/formats/read-container.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { fakeSource, places } from '../../support/kubernetes/fake-source.ts';
import { ruleFor, secret } from '../../support/kubernetes/objects.ts';

const { pem } = createCertificate({ subject: 'www.example.com' });
const renewed = createCertificate({ subject: 'www.example.com' }).pem;
const other = createCertificate({ subject: 'other.example.com' });

describe('what is wrong', () => {
  it('is a problem at the key of the object, and hides nothing else', async () => {
    const { cluster, collect } = fakeSource([ruleFor('secrets', { keys: ['tls.crt', '*.pem'] })]);
    cluster.put('secrets', secret('bad', { 'tls.crt': 'no certificate', 'a.pem': pem.slice(0, 200) }));
    cluster.put('secrets', secret('empty', { 'tls.crt': '' }));
    cluster.put('secrets', secret('good', { 'tls.crt': pem }));
    const collection = await collect();
    expect(places(collection)).toEqual(['Secret shop/good tls.crt']);
    expect(collection.complete).toBe(true);
    expect(
      collection.problems.map(({ reason, location }) => [
        reason,
        `${location.object_name} ${location.object_key}`,
      ]),
    ).toEqual([
      ['no_certificate', 'bad tls.crt'],
      ['malformed_pem', 'bad a.pem'],
      ['no_certificate', 'empty tls.crt'],
    ]);
  });

  it('is no problem where a value is only not filled in yet', async () => {
    const { cluster, collect } = fakeSource([ruleFor('secrets'), ruleFor('validatingwebhookconfigurations')]);
    cluster.put('secrets', secret('acme', { 'tls.crt': pem, 'ca.crt': '' }));
    cluster.put('validatingwebhookconfigurations', {
      metadata: { name: 'hooks' },
      webhooks: [{ name: 'a.example.com', clientConfig: { caBundle: 'Cg==' } }],
    });
    expect((await collect()).problems).toEqual([]);
  });

  it('does not throw whatever an object holds', async () => {
    const { cluster, collect } = fakeSource([ruleFor('secrets'), ruleFor('validatingwebhookconfigurations')]);
    for (const data of [undefined, null, 7, 'text', [], { 'tls.crt': 7 }, { 'tls.crt': null }]) {
      cluster.put('secrets', { metadata: { name: `odd-${JSON.stringify(data)}`, namespace: 'shop' }, data });
    }
    for (const webhooks of [null, {}, [null], [{ clientConfig: 'x' }], [{ clientConfig: { caBundle: 3 } }]]) {
      const metadata = { name: `odd-${JSON.stringify(webhooks)}` };
      cluster.put('validatingwebhookconfigurations', { metadata, webhooks });
    }
    expect(await collect()).toMatchObject({ certificates: [], problems: [], complete: true });
  });
});

it('never looks at the value of a key that is named as private keys are', async () => {
  const touched: string[] = [];
  const { cluster, collect, reader } = fakeSource([ruleFor('secrets', { keys: ['*'] })]);
  const data = new Proxy(secret('a', { 'tls.crt': pem, 'tls.key': other.privateKeyPem })['data'] as object, {
    get: (target, key) => {
      touched.push(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
  cluster.put('secrets', { metadata: { name: 'a', namespace: 'shop' }, type: 'kubernetes.io/tls', data });
  expect(places(await collect())).toEqual(['Secret shop/a tls.crt']);
  expect([touched.includes('tls.crt'), touched.includes('tls.key'), reader.parsed]).toEqual([true, false, 1]);
});

describe('what has not changed', () => {
  it('is not parsed again, and gives back the same arrays', async () => {
    const { cluster, collect, reader } = fakeSource([ruleFor('secrets')]);
    cluster.put('secrets', secret('a', { 'tls.crt': pem }));
    cluster.put('secrets', secret('b', { 'tls.crt': 'no certificate' }));
    const first = await collect();
    const parsed = reader.parsed;
    cluster.put('secrets', secret('a', { 'tls.crt': pem }, { annotations: { touched: 'now' } }));
    cluster.put('secrets', secret('b', { 'tls.crt': 'no certificate' }, { labels: { touched: 'now' } }));
    cluster.list('secrets');
    const second = await collect();
    expect(second.certificates).toBe(first.certificates);
    expect(second.revocationLists).toBe(first.revocationLists);
    expect(second.problems).toBe(first.problems);
    expect(second.objects).toBe(first.objects);
    expect([parsed, reader.parsed]).toEqual([1, 1]);
  });

  it('keeps its objects beside one that was renewed', async () => {
    const { cluster, collect } = fakeSource([ruleFor('secrets')]);
    cluster.put('secrets', secret('a', { 'tls.crt': pem }));
    cluster.put('secrets', secret('b', { 'tls.crt': other.pem }));
    const first = await collect();
    cluster.put('secrets', secret('a', { 'tls.crt': renewed }));
    const second = await collect();
    expect(places(second)).toEqual(places(first));
    expect(second.certificates[0]).not.toBe(first.certificates[0]);
    expect(second.certificates[1]).toBe(first.certificates[1]);
  });
});

it('shows what comes, changes and goes, also where only a list tells', async () => {
  const { cluster, collect } = fakeSource([ruleFor('secrets')]);
  expect((await collect()).certificates).toEqual([]);
  const [a, b] = [secret('a', { 'tls.crt': pem }), secret('b', { 'tls.crt': pem })];
  cluster.put('secrets', a);
  cluster.put('secrets', b);
  expect(places(await collect())).toEqual(['Secret shop/a tls.crt', 'Secret shop/b tls.crt']);
  cluster.delete('secrets', a);
  expect(places(await collect())).toEqual(['Secret shop/b tls.crt']);
  cluster.deleteUnheard('secrets', b);
  expect(places(await collect())).toEqual(['Secret shop/b tls.crt']);
  cluster.list('secrets');
  expect(places(await collect())).toEqual([]);
  cluster.put('secrets', secret('c', { 'ca.crt': pem }));
  cluster.put('secrets', secret('c', { password: 'x' }));
  expect(places(await collect())).toEqual([]);
});

describe('a cluster that cannot be listed', () => {
  it('is down with its reason, keeps what was known, and comes back', async () => {
    const { cluster, collect } = fakeSource([ruleFor('secrets'), ruleFor('configmaps')]);
    cluster.put('secrets', secret('a', { 'tls.crt': pem }));
    const first = await collect();
    cluster.breakDown('secrets', { reason: 'api_error', detail: 'The server said 500.' });
    const down = await collect();
    expect(down.certificates).toBe(first.certificates);
    expect(down).toMatchObject({
      complete: false,
      problems: [
        { reason: 'api_error', detail: 'The server said 500.', location: { object_kind: 'Secret' } },
      ],
    });
    cluster.breakDown('secrets', undefined);
    expect(await collect()).toMatchObject({ complete: true, problems: [] });
  });

  it('is down from the start where nothing was ever listed: no series is missing for want of a first success', async () => {
    const { cluster, collect } = fakeSource([
      ruleFor('secrets', { namespaces: ['shop'], types: ['kubernetes.io/tls', 'Opaque'] }),
    ]);
    cluster.breakDown('secrets', { reason: 'permission_denied', detail: 'Forbidden.' });
    expect(await collect()).toMatchObject({
      complete: false,
      certificates: [],
      problems: [
        {
          reason: 'permission_denied',
          location: { object_kind: 'Secret', object_namespace: 'shop' },
        },
      ],
    });
  });

  it('is opened again at each collection until its settings can be used', async () => {
    const problem = { reason: 'not_found', detail: 'No kubeconfig.', location: { path: '/k' } } as const;
    let isThere = false;
    const { cluster, collect, source } = fakeSource([ruleFor('secrets')]);
    const late = fakeSource([ruleFor('secrets')], {
      follow: cluster.follow,
      open: async () =>
        isThere
          ? { client: { server: '' } as never, namespace: '', warnings: [], close: () => undefined }
          : problem,
    });
    expect(await late.collect()).toMatchObject({ complete: false, problems: [problem] });
    isThere = true;
    expect(await late.collect()).toMatchObject({ complete: true, problems: [] });
    await late.source.close?.();
    await collect();
    await source.close?.();
    expect(cluster.questions).toEqual([]);
  });
});

it('waits for nobody once it is aborted', async () => {
  const { source } = fakeSource([ruleFor('secrets')], {
    follow: () => ({
      state: { synced: false, up: false, problem: undefined, lastContact: undefined },
      attempted: new Promise(() => undefined),
      close: () => undefined,
    }),
  });
  const aborting = new AbortController();
  const collected = source.collect(aborting.signal);
  aborting.abort(new Error('stopped'));
  await expect(collected).rejects.toThrow('stopped');
});

it('shows once what two rules both find, as the first one finds it', async () => {
  const { cluster, collect } = fakeSource([
    ruleFor('secrets', { types: ['kubernetes.io/tls'], keys: ['tls.crt'] }),
    ruleFor('secrets', { keys: ['*.crt'] }),
  ]);
  cluster.put('secrets', secret('a', { 'tls.crt': pem, 'ca.crt': other.pem }));
  expect(places(await collect()).toSorted()).toEqual(['Secret shop/a ca.crt', 'Secret shop/a tls.crt']);
});

it('looks only into namespaces with the labels that are asked for, as they come and go', async () => {
  const { cluster, collect } = fakeSource([ruleFor('secrets', { namespaceSelector: 'team=a' })]);
  const namespace = (name: string, team: string) => ({ metadata: { name, labels: { team } } });
  cluster.put('namespaces', namespace('shop', 'a'));
  cluster.put('namespaces', namespace('bank', 'b'));
  cluster.put('secrets', secret('shop/x', { 'tls.crt': pem }));
  cluster.put('secrets', secret('bank/x', { 'tls.crt': pem }));
  expect(places(await collect())).toEqual(['Secret shop/x tls.crt']);
  cluster.put('namespaces', namespace('bank', 'a'));
  expect(places(await collect())).toHaveLength(2);
  cluster.put('namespaces', namespace('shop', 'b'));
  expect(places(await collect())).toEqual(['Secret bank/x tls.crt']);
  cluster.deleteUnheard('namespaces', namespace('bank', 'a'));
  cluster.list('namespaces');
  expect(places(await collect())).toEqual([]);
});

describe('keystores', () => {
  const reader = new CertificateReader();
  /** Stands for the reader of keystores, which has tests of its own: here it matters which passphrases it is given, and when. */
  const readField = async (bytes: Buffer, passphrases: readonly Buffer[]): Promise<Container> => {
    await delay(1);
    const opens = passphrases.some((passphrase) => passphrase.toString() === 'changeit');
    const container = readContainer(Buffer.from(pem), reader);
    if (opens) return container;
    const finding = { reason: 'bad_passphrase', detail: `${bytes.length} bytes` } as const;
    return { ...container, certificates: [], findings: [finding], findingCounts: { bad_passphrase: 1 } };
  };
  const keystore = { 'keystore.p12': 'PFX' };

  it('are opened with the passphrase of a key beside them', async () => {
    const { cluster, collect } = fakeSource(
      [ruleFor('secrets', { keys: ['*.p12'], passphraseKey: 'password' })],
      { readField },
    );
    cluster.put('secrets', secret('a', { ...keystore, password: 'changeit' }));
    cluster.put('secrets', secret('b', { ...keystore, password: 'wrong' }));
    cluster.put('secrets', secret('c', keystore));
    const collection = await collect();
    expect(places(collection)).toEqual(['Secret shop/a keystore.p12']);
    expect(collection.problems.map(({ reason }) => reason)).toEqual(['bad_passphrase', 'bad_passphrase']);
    cluster.put('secrets', secret('b', { ...keystore, password: 'changeit' }));
    expect(places(await collect())).toHaveLength(2);
  });

  it('are opened with the passphrase of another Secret, and again once that is corrected', async () => {
    const passphraseSecret = { namespace: 'vault', name: 'passphrases', key: 'p12' };
    const { cluster, collect } = fakeSource([ruleFor('secrets', { keys: ['*.p12'], passphraseSecret })], {
      readField,
    });
    cluster.put('secrets', secret('a', keystore));
    cluster.put('secrets', secret('vault/passphrases', { p12: 'wrong' }, { type: 'Opaque' }));
    expect((await collect()).problems.map(({ reason }) => reason)).toEqual(['bad_passphrase']);
    cluster.put('secrets', secret('vault/passphrases', { p12: 'changeit' }, { type: 'Opaque' }));
    await delay(0);
    const opened = await collect();
    expect([places(opened), opened.problems]).toEqual([['Secret shop/a keystore.p12'], []]);
    expect(cluster.questions[0]).toMatchObject({
      namespace: 'vault',
      fieldSelector: 'metadata.name=passphrases',
    });
    cluster.delete('secrets', secret('vault/passphrases', {}));
    await delay(0);
    expect((await collect()).problems.map(({ reason }) => reason)).toEqual(['bad_passphrase']);
  });

  it('hold up nothing for ever, and are told while they are opened', async () => {
    const opened = Promise.withResolvers<Container>();
    const { cluster, collect } = fakeSource([ruleFor('secrets', { keys: ['*.p12', 'tls.crt'] })], {
      patience: { first: 1, later: 1 },
      readField: (bytes) => (bytes.toString() === 'PFX' ? opened.promise : readContainer(bytes, reader)),
    });
    cluster.put('secrets', secret('slow', keystore));
    cluster.put('secrets', secret('plain', { 'tls.crt': pem }));
    const told = {
      reason: 'timeout',
      detail: '1 object with keystores that are still being opened.',
      location: {},
    };
    for (const _ of ['first', 'later']) {
      const collection = await collect();
      expect([places(collection), collection.complete]).toEqual([['Secret shop/plain tls.crt'], true]);
      expect(collection.problems).toEqual([told]);
    }
    opened.resolve(readContainer(Buffer.from(other.pem), reader));
    const last = await collect();
    expect([places(last).length, last.problems]).toEqual([2, []]);
  });

  it('keep what was known while they are read, and lose to what came later', async () => {
    const pending: PromiseWithResolvers<Container>[] = [];
    const { cluster, collect } = fakeSource([ruleFor('secrets', { keys: ['*.p12'] })], {
      readField: () => {
        const next = Promise.withResolvers<Container>();
        pending.push(next);
        return next.promise;
      },
    });
    const holding = (text: string) => readContainer(Buffer.from(text), reader);
    cluster.put('secrets', secret('a', { 'keystore.p12': 'one' }));
    const first = collect();
    await delay(0);
    pending[0]?.resolve(holding(pem));
    expect(places(await first)).toHaveLength(1);
    cluster.put('secrets', secret('a', { 'keystore.p12': 'two' }));
    cluster.put('secrets', secret('a', { 'keystore.p12': 'three' }));
    pending[2]?.resolve(holding(other.pem));
    pending[1]?.resolve(holding(renewed));
    const [found] = (await collect()).certificates;
    expect(found?.certificate.subject).toBe('CN=other.example.com');
    cluster.put('secrets', secret('a', { 'keystore.p12': 'four' }));
    cluster.delete('secrets', secret('a', {}));
    pending[3]?.resolve(holding(pem));
    expect((await collect()).certificates).toEqual([]);
  });
});
