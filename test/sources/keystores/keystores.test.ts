import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeSource } from '../../../src/app/make-source.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { buildState } from '../../../src/inventory/build.ts';
import type { Source } from '../../../src/model/source.ts';
import { createKeystoresSource, NO_KEYSTORE } from '../../../src/sources/keystores/keystores.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { collectOnce, problemsOf, READ_FILES_ENTRY } from '../../support/files-source.ts';
import { javaKeystore, opensslKeystore, PASSPHRASE, writeKeystoreInput } from '../../support/keystores.ts';
import { certificateBag, encryptedContent, pbes2, pfx, plainContent } from '../../support/pfx-writer.ts';
import { programMissing } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A source as a configuration file describes it. */
function keystores(settings: object): Source {
  const yaml = JSON.stringify({ sources: [{ name: 'test', type: 'keystores', ...settings }] });
  const [source] = resolveConfig(parseConfig(yaml, 'test.yml'), {}).sources;
  if (source === undefined) throw new Error('no source');
  const made = makeSource(source, undefined, new CertificateReader());
  onTestFinished(async () => made.close?.());
  return made;
}

/** Replaces a file as programs do, so that its identity is another. */
function replace(path: string, contents: Buffer | string): void {
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
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
    let opened = 0;
    const source = createKeystoresSource({
      name: 'test',
      interval: 60,
      include: [file],
      reader: new CertificateReader(),
      passphrases: [{ kind: 'empty' }],
      openTimeout: 60,
      onKeystore: () => {
        opened += 1;
      },
      readContainer: async () => NO_KEYSTORE,
      remote: { entry: READ_FILES_ENTRY, timeout: 20 },
      mountInfo: () => '',
      // Ten seconds later, when a file that was just written counts as one that a change would show of.
      now: () => Date.now() + 10_000,
    });
    onTestFinished(async () => source.close?.());
    const first = await collectOnce(source);
    const second = await collectOnce(source);
    expect(second.certificates).toBe(first.certificates);
    expect(second.problems).toBe(first.problems);
    expect(opened).toBe(1);
    replace(file, pfx([plainContent([certificateBag(one, 'b')])]));
    const third = await collectOnce(source);
    expect(third.certificates.map(({ location }) => location.entry)).toEqual(['b']);
    expect(opened).toBe(2);
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
