import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { duplicateSeries, type ExposedSample, parseSamples } from '../support/exposition.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// What exporters of this kind have been seen to get wrong in the field, each as a test of the whole program.

const PATIENCE = { timeout: 60_000, interval: 50 };
const NOT_AFTER = 'tls_cert_not_after_timestamp_seconds';

const ENDS = { short: Date.UTC(2030, 0) / 1000, long: Date.UTC(2031, 0) / 1000 };
const short = createCertificate({ subject: 'pod', notAfter: ENDS.short });
const long = createCertificate({ subject: 'pod', notAfter: ENDS.long });

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** The program over the folder of the test, or over what the flags say. */
async function watching(...flags: readonly string[]) {
  const where = flags.length > 0 ? flags : [`--certificates-dir=${folder}`];
  const { url } = await startExporter([...where, '--scan.interval=1s']);
  const scrape = async (): Promise<ExposedSample[]> =>
    parseSamples(await fetch(`${url}/metrics`).then((answer) => answer.text()));
  /** The values of the series of a name, by the values of some of their labels. */
  const values = async (name: string, ...labels: readonly string[]): Promise<Record<string, number>> => {
    const samples = (await scrape()).filter((sample) => sample.name === name);
    return Object.fromEntries(
      samples.map((sample) => {
        const found = new Map(sample.labels);
        return [labels.map((label) => found.get(label) ?? '').join(' '), Number(sample.value)];
      }),
    );
  };
  const eventually = (look: () => Promise<unknown>, expected: unknown) =>
    vi.waitFor(async () => expect(await look()).toEqual(expected), PATIENCE);
  const collections = async (): Promise<number> => {
    const [timestamp] = Object.values(await values('tls_cert_source_last_collect_timestamp_seconds'));
    return timestamp ?? 0;
  };
  /** Waits until everything has been collected again that there is now. */
  const twiceMore = async (): Promise<void> => {
    for (let round = 0; round < 2; round++) {
      const before = await collections();
      await vi.waitFor(async () => expect(await collections()).toBeGreaterThan(before), PATIENCE);
    }
  };
  return { url, scrape, values, eventually, twiceMore };
}

it('no stale expiry: the target of a link is rewritten in place, or the volume behind it is swapped', async () => {
  mkdirSync(join(folder, '..1'));
  mkdirSync(join(folder, '..2'));
  write('..1/tls.crt', short.pem);
  write('..2/tls.crt', long.pem);
  symlinkSync('..1', join(folder, '..data'));
  symlinkSync('..data/tls.crt', join(folder, 'tls.crt'));
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, 'target'), short.pem);
  symlinkSync(join(elsewhere, 'target'), join(folder, 'link.crt'));
  const { values, eventually } = await watching();
  const names = [`${folder}/link.crt`, `${folder}/tls.crt`] as const;
  const both = (end: number) => Object.fromEntries(names.map((name) => [name, end]));
  await eventually(() => values(NOT_AFTER, 'path'), both(ENDS.short));
  writeFileSync(join(elsewhere, 'target'), long.pem);
  symlinkSync('..2', join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  await eventually(() => values(NOT_AFTER, 'path'), both(ENDS.long));
});

it('no crash: a name that is not UTF-8 is shown, and the program goes on', async () => {
  write('a.crt', short.pem);
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9), Buffer.from('.crt')]),
    long.pem,
  );
  const { values, eventually, twiceMore } = await watching();
  const expected = { [`${folder}/a.crt`]: ENDS.short, [`${folder}/caf\\xe9.crt`]: ENDS.long };
  await eventually(() => values(NOT_AFTER, 'path'), expected);
  await twiceMore();
  expect(await values(NOT_AFTER, 'path')).toEqual(expected);
});

it('no silent loss: a file that was written down and is missing, or is deleted, is a problem', async () => {
  const path = write('a.crt', short.pem);
  const missing = join(folder, 'missing.crt');
  const { values, eventually } = await watching(
    `--certificates-glob=${path}`,
    `--certificates-glob=${missing}`,
  );
  const problems = () => values('tls_cert_problem', 'path', 'reason');
  await eventually(problems, { [`${missing} not_found`]: 1 });
  rmSync(path);
  await eventually(problems, { [`${path} not_found`]: 1, [`${missing} not_found`]: 1 });
  expect(await values(NOT_AFTER, 'path')).toEqual({});
});

it.each([
  ['text', Buffer.from('no certificate')],
  ['PEM that is cut off', Buffer.from(short.pem.slice(0, 200))],
  ['DER that is cut off', short.der.subarray(0, 100)],
  ['a keystore', Buffer.from('feedfeed00000002', 'hex')],
])('no certificate is served that has been replaced by %s', async (_, content) => {
  write('a.crt', short.pem);
  const { values, eventually } = await watching();
  await eventually(() => values(NOT_AFTER, 'path'), { [`${folder}/a.crt`]: ENDS.short });
  write('a.crt', content);
  await eventually(() => values(NOT_AFTER, 'path'), {});
  expect(Object.keys(await values('tls_cert_problem', 'path'))).toEqual([`${folder}/a.crt`]);
});

it('source_up follows the truth: down while a folder cannot be listed, up again, no count left behind', async () => {
  symlinkSync('nowhere', join(folder, 'broken.crt'));
  mkdirSync(join(folder, 'sub'));
  write('sub/a.crt', short.pem);
  const { values, eventually } = await watching();
  const state = async () => [
    (await values('tls_cert_source_up'))[''],
    (await values('tls_cert_source_certificates'))[''],
    await values('tls_cert_problem', 'path', 'reason'),
  ];
  // One bad file does not lower it.
  await eventually(state, [1, 1, { [`${folder}/broken.crt not_found`]: 1 }]);
  rmSync(join(folder, 'broken.crt'));
  await eventually(state, [1, 1, {}]);
  chmodSync(join(folder, 'sub'), 0o000);
  await eventually(state, [0, 0, { [`${folder}/sub permission_denied`]: 1 }]);
  chmodSync(join(folder, 'sub'), 0o755);
  await eventually(state, [1, 1, {}]);
});

it('what is wrong for good is a gauge that stays, with the place of every file that failed as a whole', async () => {
  write('empty.crt', '');
  write('text.crt', 'text');
  write('key store.p12', Buffer.from('feedfeed00000002', 'hex'));
  chmodSync(write('secret.crt', short.pem), 0o000);
  const { values, eventually, twiceMore } = await watching();
  const expected = {
    [`${folder}/empty.crt no_certificate`]: 1,
    [`${folder}/key store.p12 unsupported_format`]: 1,
    [`${folder}/secret.crt permission_denied`]: 1,
    [`${folder}/text.crt no_certificate`]: 1,
  };
  await eventually(() => values('tls_cert_problem', 'path', 'reason'), expected);
  await twiceMore();
  expect(await values('tls_cert_problem', 'path', 'reason')).toEqual(expected);
  expect(await values('tls_cert_source_problems', 'reason')).toMatchObject({
    no_certificate: 2,
    unsupported_format: 1,
    permission_denied: 1,
    not_found: 0,
  });
});

it('a certificate without a common name, or without any subject, has a name all the same', async () => {
  const sans = ['DNS:www.example.com', 'DNS:example.com'];
  write('a.crt', createCertificate({ subject: [], sans }).pem);
  write('b.crt', createCertificate({ subject: [['O', 'Example']] }).pem);
  const { values, eventually } = await watching();
  const subjects = async () => Object.keys(await values(NOT_AFTER, 'subject')).sort();
  await eventually(subjects, ['DNS:www.example.com', 'O=Example']);
});

it('a second certificate, even the very same, renames no series, and neither does a copy elsewhere', async () => {
  write('a.crt', short.pem);
  const { scrape, eventually } = await watching();
  const series = async () =>
    (await scrape()).filter(({ name }) => name === NOT_AFTER).map(({ labels }) => JSON.stringify(labels));
  await eventually(async () => (await series()).length, 1);
  const [before = ''] = await series();
  write('a.crt', short.pem + short.pem);
  write('copy.crt', short.pem);
  await eventually(async () => (await series()).length, 3);
  expect(await series()).toContain(before);
});

it('a folder with hash links has one series for each certificate, with key and signature', async () => {
  for (const [index, name] of ['A', 'B', 'C'].entries()) {
    write(`${name}.pem`, createCertificate({ subject: name }).pem);
    symlinkSync(`${name}.pem`, join(folder, `0000000${index}.0`));
    symlinkSync(join(folder, `${name}.pem`), join(folder, `1000000${index}.0`));
  }
  write('all.pem', short.pem + long.pem);
  const { values, eventually } = await watching();
  const paths = async () => values('tls_cert_info', 'path', 'subject', 'public_key', 'signature_algorithm');
  await eventually(async () => Object.keys(await paths()).length, 4);
  for (const each of Object.keys(await paths()))
    expect(each).toMatch(/\.pem CN=\w+ ECDSA P-256 ECDSA-SHA256$/);
});

it('no label is empty, no two series are alike, and a series costs what it says', async () => {
  for (let number = 0; number < 100; number++) {
    write(`${number}.crt`, createCertificate({ subject: `host${number}.example.com` }).pem);
  }
  const { url, scrape, eventually } = await watching();
  await eventually(async () => (await scrape()).filter(({ name }) => name === NOT_AFTER).length, 100);
  expect((await scrape()).flatMap(({ labels }) => labels).filter(([, value]) => value === '')).toEqual([]);
  const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
  expect(duplicateSeries(text)).toEqual([]);
  const lines = text.split('\n').filter((line) => line.startsWith(`${NOT_AFTER}{`));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300);
});

it('an expired certificate is there like any other', async () => {
  write('a.crt', createCertificate({ subject: 'old', notAfter: Date.UTC(2020, 0) / 1000, notBefore: 0 }).pem);
  const { values, eventually } = await watching();
  await eventually(() => values(NOT_AFTER, 'path'), { [`${folder}/a.crt`]: Date.UTC(2020, 0) / 1000 });
});
