import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeSource } from '../../../src/app/make-source.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { MOST_ITERATIONS } from '../../../src/formats/pkcs12/iterations.ts';
import { buildState } from '../../../src/inventory/build.ts';
import type { Source } from '../../../src/model/source.ts';
import {
  createKeystoresSource,
  type KeystoresSourceOptions,
  NO_KEYSTORE,
} from '../../../src/sources/keystores/keystores.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { collectOnce, problemsOf, READ_FILES_ENTRY } from '../../support/files-source.ts';
import { javaKeystore, opensslKeystore, PASSPHRASE, writeKeystoreInput } from '../../support/keystores.ts';
import {
  certificateBag,
  encryptedContent,
  macData,
  pbes2,
  pfx,
  plainContent,
} from '../../support/pfx-writer.ts';
import { programMissing } from '../../support/programs.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Tools in Java take seconds to start, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

/** A source as a configuration file describes it. */
function keystores(settings: object): Source {
  const yaml = JSON.stringify({ sources: [{ name: 'test', type: 'keystores', ...settings }] });
  const [source] = resolveConfig(parseConfig(yaml, 'test.yml'), {}).sources;
  if (source === undefined) throw new Error('no source');
  const made = makeSource(source, undefined, new CertificateReader());
  onTestFinished(async () => made.close?.());
  return made;
}

/**
 * A source of one file that was written a moment ago and counts as older, so that a change of it would show; with a
 * passphrase for each of a thousand tries.
 */
function settledSource(file: string, options: Partial<KeystoresSourceOptions>) {
  const list = temporaryFile('list', Array.from({ length: 1000 }, (_, index) => `wrong ${index}`).join('\n'));
  let opened = 0;
  const started = Promise.withResolvers<void>();
  const source = createKeystoresSource({
    name: 'test',
    interval: 60,
    include: [file],
    reader: new CertificateReader(),
    passphrases: [{ kind: 'list', path: list }],
    openTimeout: 3600,
    onKeystore: () => {
      opened += 1;
      started.resolve();
    },
    readContainer: async () => NO_KEYSTORE,
    remote: { entry: READ_FILES_ENTRY, timeout: 20 },
    mountInfo: () => '',
    now: () => Date.now() + 10_000,
    ...options,
  });
  onTestFinished(async () => source.close?.());
  return { source, opened: () => opened, started: started.promise };
}

const names = ['One', 'Two', 'Three'] as const;
const [one, two, three] = names.map((subject) => createCertificate({ subject }).der) as [
  Buffer,
  Buffer,
  Buffer,
];
const renewed = createCertificate({ subject: 'One' }).der;

describe('a source of keystores', () => {
  it('has a place for each name, and tells apart what shares one', async () => {
    const folder = temporaryFolder();
    const bags = [
      certificateBag(one, 'same'),
      certificateBag(two, 'same'),
      certificateBag(renewed, 'same'),
      certificateBag(three),
      certificateBag(one, 'other'),
    ];
    writeFileSync(join(folder, 'a.p12'), pfx([plainContent(bags)]));
    const source = keystores({ include: [`${folder}/*.p12`] });
    const collection = await collectOnce(source);
    expect(collection).toMatchObject({ problems: [], complete: true });
    const state = buildState(source, collection, { timestamp: 0, duration: 0 });
    expect(
      state.certificates.map(({ location, certificate, index, position }) => [
        location.entry,
        certificate.subject,
        index,
        position,
      ]),
    ).toEqual([
      ['same', 'CN=One', 0, 0],
      ['same', 'CN=Two', 1, 0],
      ['same', 'CN=One', 2, 1],
      ['CN=Three', 'CN=Three', 0, 0],
      ['other', 'CN=One', 0, 0],
    ]);
    expect(state.certificates[0]?.location).toEqual({ path: join(folder, 'a.p12'), entry: 'same' });
    expect(state).toMatchObject({ type: 'keystores', source: 'test' });
  });

  it('opens nothing twice while nothing has changed, and gives the same arrays back', async () => {
    const file = join(temporaryFolder(), 'a.p12');
    writeFileSync(file, pfx([plainContent([certificateBag(one, 'a')])]));
    const { source, opened } = settledSource(file, {});
    const first = await collectOnce(source);
    const second = await collectOnce(source);
    expect(second.certificates).toBe(first.certificates);
    expect(second.problems).toBe(first.problems);
    expect(opened()).toBe(1);
    replaceFile(file, pfx([plainContent([certificateBag(one, 'b')])]));
    const third = await collectOnce(source);
    expect(third.certificates.map(({ location }) => location.entry)).toEqual(['b']);
    expect(opened()).toBe(2);
  });

  it('tries one that took too long again after a while, and not before', async () => {
    const file = join(temporaryFolder(), 'a.p12');
    writeFileSync(file, pfx([plainContent([])], macData({ iterations: MOST_ITERATIONS })));
    const [never, soon] = [{}, { retryMilliseconds: 0 }].map((options) =>
      settledSource(file, { ...options, openTimeout: 0.01 }),
    ) as [ReturnType<typeof settledSource>, ReturnType<typeof settledSource>];
    for (const { source } of [never, never, soon, soon]) {
      expect(problemsOf(await collectOnce(source))).toEqual([`timeout ${file}`]);
    }
    expect([never.opened(), soon.opened()]).toEqual([1, 2]);
  });

  it('ends with its collection, whatever is being opened', async () => {
    const file = join(temporaryFolder(), 'a.p12');
    writeFileSync(file, pfx([plainContent([])], macData({ iterations: MOST_ITERATIONS })));
    const { source, started } = settledSource(file, {});
    const stopping = new AbortController();
    const collecting = source.collect(stopping.signal);
    await started;
    stopping.abort();
    // Either the abort itself or what there was until then; what matters is that nobody waits for an hour.
    await Promise.allSettled([collecting]);
  });

  it('is silent about what is no keystore, unless a path or a name says that it is one', async () => {
    const folder = temporaryFolder();
    const { pem } = createCertificate();
    for (const name of ['README', 'a.pem', 'empty', 'b.P12', 'c.jks']) writeFileSync(join(folder, name), pem);
    writeFileSync(join(folder, 'empty'), '');
    expect(problemsOf(await collectOnce(keystores({ directories: [folder] })))).toEqual([
      `unsupported_format ${folder}/b.P12`,
      `unsupported_format ${folder}/c.jks`,
    ]);
    const literal = keystores({ include: [`${folder}/a.pem`, `${folder}/missing.jks`] });
    expect(problemsOf(await collectOnce(literal))).toEqual([
      `not_found ${folder}/missing.jks`,
      `unsupported_format ${folder}/a.pem`,
    ]);
  });

  it('hides no keystore behind one that asks for two thousand million rounds', async () => {
    const folder = temporaryFolder();
    const data = Buffer.alloc(32);
    writeFileSync(join(folder, 'a.p12'), pfx([encryptedContent(pbes2(2_000_000_000), data)]));
    writeFileSync(join(folder, 'b.p12'), pfx([plainContent([certificateBag(one, 'b')])]));
    const collection = await collectOnce(keystores({ directories: [folder] }));
    expect(problemsOf(collection)).toEqual([`timeout ${folder}/a.p12`]);
    expect(collection.problems[0]?.detail).toContain('2000000000 rounds');
    expect(collection.certificates).toHaveLength(1);
  });

  it('refuses a variable that is not set, with the name of the source', () => {
    const passphrases = [{ environment: 'TLS_CERT_EXPORTER_TEST_NOT_SET' }];
    expect(() => keystores({ include: ['/a'], passphrases })).toThrow(
      'source "test": the environment variable TLS_CERT_EXPORTER_TEST_NOT_SET of a passphrase is not set',
    );
  });
});

describe.skipIf(programMissing('openssl'))('passphrases of a source of keystores', () => {
  it('are read again, and open what they did not open before', async () => {
    const folder = temporaryFolder();
    const input = writeKeystoreInput(folder);
    const [store, secret] = [join(folder, 'web.p12'), join(folder, 'secret')];
    writeFileSync(store, opensslKeystore(input, []));
    const source = keystores({ include: [store], passphrases: [{ file: secret }] });
    const missing = await collectOnce(source);
    expect(problemsOf(missing)).toEqual([`bad_passphrase ${store}`, `not_found ${secret}`]);
    expect((await collectOnce(source)).problems).toBe(missing.problems);

    writeFileSync(secret, 'wrong\n');
    expect(problemsOf(await collectOnce(source))).toEqual([`bad_passphrase ${store}`]);
    writeFileSync(secret, `${PASSPHRASE}\n`);
    const right = await collectOnce(source);
    expect(right.problems).toEqual([]);
    expect(right.certificates.map(({ location }) => location.entry)).toEqual(['web', 'CN=Keystore CA']);

    writeFileSync(secret, 'wrong again\n');
    const wrong = await collectOnce(source);
    expect(problemsOf(wrong)).toEqual([`bad_passphrase ${store}`]);
    expect(wrong.certificates).toEqual([]);
    expect(JSON.stringify([missing, right, wrong])).not.toContain(PASSPHRASE);
  });

  it.skipIf(programMissing('keytool'))('are the usual ones where none are configured', async () => {
    const folder = temporaryFolder();
    const input = writeKeystoreInput(folder);
    writeFileSync(join(folder, 'a.jks'), javaKeystore(input, 'JKS'));
    writeFileSync(join(folder, 'b.p12'), javaKeystore(input, 'PKCS12'));
    writeFileSync(join(folder, 'c.p12'), opensslKeystore(input, [], ''));
    const source = keystores({ include: ['a.jks', 'b.p12', 'c.p12'].map((name) => join(folder, name)) });
    const { certificates, problems } = await collectOnce(source);
    expect(problems).toEqual([]);
    expect(certificates).toHaveLength(8);
  });
});
