import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiServerMissing, kubernetesProgram } from './kubernetes/kubernetes-programs.ts';
import { programMissing, runProgram } from './programs.ts';

/** The passphrase of every keystore that has one. */
export const STOREPASS = 'sesame 7';

/** A file that another exporter reads, made by the tool that people make such files with. */
export interface RivalInput {
  readonly what: string;
  /** Its name; what it is, is told by its content. */
  readonly file: string;
  /** Makes it in a folder that holds `cert.pem`, `key.pem` and `other.pem`, another certificate. */
  readonly make: (folder: string) => void;
  /** When its certificates or lists end, as that tool prints it; Unix seconds. */
  readonly ends: (folder: string) => readonly number[];
}

/** For `describe.skipIf`: true where one of the tools is not there, as for `programMissing`. */
export function rivalToolsMissing(tests: string): boolean {
  const missing = ['openssl', 'keytool', 'pk12util', 'certutil'].map(programMissing);
  return missing.includes(true) || apiServerMissing(tests);
}

/** A folder with all inputs. @returns its path; whoever asks removes it */
export function makeRivalInputs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-'));
  chmodSync(folder, 0o755);
  writeCertificates(folder);
  for (const { make } of RIVAL_INPUTS) make(folder);
  return folder;
}

/** Runs a tool in a folder. @throws Error with what it said */
export function runTool(folder: string, program: string, args: readonly string[]): string {
  const path = program === 'kubectl' ? kubernetesProgram(program) : program;
  const { status, stdout, stderr } = runProgram('env', ['-C', folder, 'LC_ALL=C', 'TZ=UTC', path, ...args]);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** Certificates that end at times which no other has, and their keys. */
function writeCertificates(folder: string): void {
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const make = (name: string, key: string, days: string): string => {
    const out = ['-days', days, '-keyout', key, '-out', `${name}.pem`];
    return runTool(folder, 'openssl', ['req', '-x509', ...options, '-subj', `/O=Rivals/CN=${name}`, ...out]);
  };
  make('cert', 'key.pem', '77');
  make('other', 'other.key', '411');
  writeFileSync(join(folder, 'both.pem'), readFileSync(join(folder, 'cert.pem'), 'latin1') + other(folder));
}

/** What `openssl x509` prints of each certificate in a text, in Unix seconds. */
export function endsByOpenssl(text: string): number[] {
  const blocks =
    text.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]+-----END (TRUSTED )?CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => {
    const { stdout } = runProgram('openssl', ['x509', '-noout', '-enddate'], block);
    return Date.parse(stdout.replace('notAfter=', '')) / 1000;
  });
}

const other = (folder: string): string => readFileSync(join(folder, 'other.pem'), 'latin1');
const inPem = (file: string) => (folder: string) => endsByOpenssl(readFileSync(join(folder, file), 'latin1'));
const openssl = (...args: string[]) => [(folder: string) => void runTool(folder, 'openssl', args)] as const;

const listByOpenssl = (file: string, form: string) => (folder: string) => {
  const printed = runTool(folder, 'openssl', ['crl', '-in', file, '-inform', form, '-noout', '-nextupdate']);
  return [Date.parse(printed.replace('nextUpdate=', '')) / 1000];
};

/** A list of a small authority of openssl's own. */
function makeList(file: string, form: string) {
  return (folder: string): void => {
    const lines = ['[ca]', 'default_ca = a', '[a]', 'database = index.txt', 'default_md = sha256'];
    writeFileSync(join(folder, 'ca.cnf'), lines.join('\n'));
    writeFileSync(join(folder, 'index.txt'), '');
    const authority = ['-config', 'ca.cnf', '-cert', 'cert.pem', '-keyfile', 'key.pem'];
    runTool(folder, 'openssl', ['ca', '-gencrl', ...authority, '-crldays', '33', '-out', 'list.pem']);
    runTool(folder, 'openssl', ['crl', '-in', 'list.pem', '-outform', form, '-out', file]);
  };
}

const pkcs12 = (what: string, file: string, options: readonly string[], secret = STOREPASS): RivalInput => ({
  what,
  file,
  make: (folder) => {
    const input = options.includes('-nokeys') ? [] : ['-inkey', 'key.pem'];
    const given = [...input, '-in', 'cert.pem', '-certfile', 'other.pem', '-passout', `pass:${secret}`];
    runTool(folder, 'openssl', ['pkcs12', '-export', ...given, ...options, '-out', file]);
  },
  ends: (folder) => {
    const given = ['-in', file, '-nokeys', '-passin', `pass:${secret}`];
    return endsByOpenssl(runTool(folder, 'openssl', ['pkcs12', '-legacy', ...given]));
  },
});

/** A truststore by keytool. */
const truststore = (type: string, file: string): RivalInput => ({
  what: `${type} truststore by keytool`,
  file,
  make: (folder) => {
    for (const name of ['cert', 'other']) {
      const store = ['-keystore', file, '-storetype', type, '-storepass', STOREPASS];
      const entry = ['-alias', name, '-file', `${name}.pem`];
      runTool(folder, 'keytool', ['-importcert', '-noprompt', ...entry, ...store]);
    }
  },
  ends: (folder) =>
    endsByOpenssl(runTool(folder, 'keytool', ['-list', '-rfc', '-keystore', file, '-storepass', STOREPASS])),
});

/** A keystore with a key of its own by keytool. */
const keystore = (type: string, file: string): RivalInput => ({
  ...truststore(type, file),
  what: `${type} keystore by keytool`,
  make: (folder) => {
    const store = ['-keystore', file, '-storetype', type, '-storepass', STOREPASS, '-keypass', STOREPASS];
    const key = ['-alias', 'web', '-keyalg', 'EC', '-dname', 'CN=web', '-validity', '123'];
    runTool(folder, 'keytool', ['-genkeypair', ...key, ...store]);
  },
});

/** A kubeconfig by kubectl, with certificates of a cluster and of a user. */
const kubeconfig = (what: string, file: string, embedded: boolean): RivalInput => ({
  what,
  file,
  make: (folder) => {
    const set = (...args: string[]) =>
      runTool(folder, 'kubectl', [
        'config',
        `--kubeconfig=${file}`,
        ...args,
        `--embed-certs=${String(embedded)}`,
      ]);
    set('set-cluster', 'c', '--server=https://127.0.0.1:6443', '--certificate-authority=other.pem');
    set('set-credentials', 'u', '--client-certificate=cert.pem', '--client-key=key.pem');
  },
  ends: (folder) => {
    const config = ['config', 'view', `--kubeconfig=${file}`, '--raw', '--flatten', '--output=json'];
    const { clusters, users } = JSON.parse(runTool(folder, 'kubectl', config)) as Record<
      string,
      Record<string, Record<string, string>>[]
    >;
    const data = [
      ...(clusters ?? []).map(({ cluster }) => cluster?.['certificate-authority-data']),
      ...(users ?? []).map(({ user }) => user?.['client-certificate-data']),
    ];
    return data.flatMap((text = '') => endsByOpenssl(Buffer.from(text, 'base64').toString('latin1')));
  },
});

const [trusted] = openssl('x509', '-in', 'cert.pem', '-trustout', '-addtrust', 'serverAuth', '-out', 't.pem');
const [der] = openssl('x509', '-in', 'cert.pem', '-outform', 'DER', '-out', 'c.der');
const RC2 = ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];

/** Every kind of file that x509-certificate-exporter and cert-exporter read. */
export const RIVAL_INPUTS: readonly RivalInput[] = [
  { what: 'PEM by openssl', file: 'cert.pem', make: () => undefined, ends: inPem('cert.pem') },
  { what: 'PEM of several', file: 'both.pem', make: () => undefined, ends: inPem('both.pem') },
  { what: 'TRUSTED CERTIFICATE by openssl', file: 't.pem', make: trusted, ends: inPem('t.pem') },
  { what: 'DER by openssl', file: 'c.der', make: der, ends: inPem('cert.pem') },
  {
    what: 'CRL in PEM by openssl',
    file: 'l.crl',
    make: makeList('l.crl', 'PEM'),
    ends: listByOpenssl('l.crl', 'PEM'),
  },
  {
    what: 'CRL in DER by openssl',
    file: 'd.crl',
    make: makeList('d.crl', 'DER'),
    ends: listByOpenssl('d.crl', 'DER'),
  },
  pkcs12('PKCS#12 by openssl', 'a.p12', []),
  pkcs12('PKCS#12 of RC2 and 3DES by openssl', 'rc2.p12', RC2),
  pkcs12('PKCS#12 without a passphrase', 'empty.pfx', [], ''),
  pkcs12('PKCS#12 without a key', 'trust.p12', ['-nokeys']),
  truststore('JKS', 't.jks'),
  truststore('JCEKS', 't.jceks'),
  truststore('PKCS12', 'java.p12'),
  keystore('JKS', 'k.jks'),
  keystore('JCEKS', 'k.jceks'),
  {
    what: 'PKCS#12 by pk12util',
    file: 'nss.p12',
    make: (folder) => {
      const source = pkcs12('', 'to-nss', []);
      source.make(folder);
      runTool(folder, 'certutil', ['-N', '-d', 'sql:.', '--empty-password']);
      runTool(folder, 'pk12util', ['-i', 'to-nss', '-d', 'sql:.', '-W', STOREPASS]);
      const [name = ''] =
        /CN=\S+|\S+ - Rivals/.exec(runTool(folder, 'certutil', ['-L', '-d', 'sql:.'])) ?? [];
      runTool(folder, 'pk12util', ['-o', 'nss.p12', '-n', name, '-d', 'sql:.', '-W', STOREPASS]);
    },
    ends: (folder) => {
      const printed = runTool(folder, 'pk12util', ['-l', 'nss.p12', '-W', STOREPASS]);
      return [...printed.matchAll(/Not After : (.+)$/gm)].map(([, end]) => Date.parse(`${end} UTC`) / 1000);
    },
  },
  kubeconfig('kubeconfig with embedded certificates', 'embedded.conf', true),
  kubeconfig('kubeconfig with paths', 'paths.conf', false),
];
