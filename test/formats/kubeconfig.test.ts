import { describe, expect, it } from 'vitest';
import { type Kubeconfig, readKubeconfig, readKubeconfigInSteps } from '../../src/formats/kubeconfig.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');
const read = (text: string): Kubeconfig => readKubeconfig(Buffer.from(text), new CertificateReader());

/** Each entry in a line: what it holds, names, or what is wrong with it. */
const entries = ({ entries: all }: Kubeconfig): string[] =>
  all.map(({ entry, contents }) => {
    if (contents.kind === 'path') return `${entry} -> ${contents.path}`;
    if (contents.kind === 'fault')
      return `${entry} !! ${contents.finding.reason}: ${contents.finding.detail}`;
    return `${entry} = ${contents.container.certificates.map(({ subject }) => subject).join(' ')}`;
  });

const ca = encode(createCertificate({ subject: 'ca', isAuthority: true }).pem);
const client = createCertificate({ subject: 'client' });
const cluster = (name: string, more = `certificate-authority-data: ${ca}`): string =>
  `- name: ${name}\n  cluster:\n    server: https://192.0.2.1\n    ${more}\n`;

describe('a kubeconfig', () => {
  it('has certificates in clusters and users, as data or by path', () => {
    const text = `apiVersion: v1
kind: Config
clusters:
${cluster('a')}${cluster('b', 'certificate-authority: pki/ca.crt')}users:
- name: admin
  user: {client-certificate-data: ${encode(client.pem)}, client-key-data: not-even-base64!}
- name: kubelet
  user:
    client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem
    client-key: /var/lib/kubelet/pki/kubelet-client-current.pem
`;
    const kubeconfig = read(text);
    expect(kubeconfig).toMatchObject({ kind: 'kubeconfig', findings: [] });
    expect(entries(kubeconfig)).toEqual([
      'cluster/a = CN=ca',
      'cluster/b -> pki/ca.crt',
      'user/admin = CN=client',
      'user/kubelet -> /var/lib/kubelet/pki/kubelet-client-current.pem',
    ]);
    expect(JSON.stringify(kubeconfig)).not.toContain('not-even-base64');
  });

  it('may be JSON, indented with tabs', () => {
    const value = {
      kind: 'Config',
      clusters: [{ name: 'a', cluster: { 'certificate-authority-data': ca } }],
    };
    expect(entries(read(JSON.stringify(value, undefined, '\t')))).toEqual(['cluster/a = CN=ca']);
  });

  it('takes data before a path, and an empty text for none', () => {
    const both = `certificate-authority-data: ${ca}\n    certificate-authority: other.crt`;
    const empty = `certificate-authority-data: ""\n    certificate-authority: other.crt`;
    expect(entries(read(`clusters:\n${cluster('a', both)}${cluster('b', empty)}`))).toEqual([
      'cluster/a = CN=ca',
      'cluster/b -> other.crt',
    ]);
  });

  it('has nothing to say of tokens, commands and passwords', () => {
    const text = `clusters:\n${cluster('a', 'insecure-skip-tls-verify: true')}users:
- name: t
  user: {token: secret}
- name: e
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}}
- name: p
  user: {username: u, password: '*secret'}
- name: n
  user: null
- name: nothing
`;
    expect(read(text)).toEqual({ kind: 'kubeconfig', entries: [], findings: [] });
  });

  it('is followed through anchors, aliases and merge keys', () => {
    const text = `x: &base {certificate-authority-data: &ca ${ca}}
y: &named {name: m, cluster: {<<: [{}, *base], server: s}}
clusters:
- name: a
  cluster: *base
- {name: b, cluster: {certificate-authority-data: *ca}}
- *named
- {name: own, cluster: {<<: *base, certificate-authority-data: ""}}
`;
    expect(entries(read(text))).toEqual(['cluster/a = CN=ca', 'cluster/b = CN=ca', 'cluster/m = CN=ca']);
  });

  it.each([
    [
      'a list where there should be a mapping',
      '- name: x\n  cluster: [1]',
      'cluster of clusters[1] is no mapping.',
    ],
    [
      'a number for data',
      cluster('x', 'certificate-authority-data: 7'),
      'certificate-authority-data is no text.',
    ],
    ['a mapping for a path', cluster('x', 'certificate-authority: {}'), 'certificate-authority is no text.'],
    [
      'data that is no Base64',
      cluster('x', 'certificate-authority-data: "&%"'),
      /^certificate-authority-data is no Base64/,
    ],
    ['an alias to nothing', cluster('x', 'certificate-authority: *nowhere'), undefined],
  ])('with %s has one problem there and no other', (_, bad, detail) => {
    const kubeconfig = read(`clusters:\n${cluster('a')}${bad}\n${cluster('z')}`);
    const faults = kubeconfig.entries.flatMap(({ entry, contents }) =>
      contents.kind === 'fault' ? [[entry, contents.finding.detail]] : [],
    );
    if (detail === undefined) expect(faults).toEqual([]);
    else
      expect(faults).toEqual([
        ['cluster/x', typeof detail === 'string' ? detail : expect.stringMatching(detail)],
      ]);
    expect(entries(kubeconfig)).toEqual(expect.arrayContaining(['cluster/a = CN=ca', 'cluster/z = CN=ca']));
  });

  it('names entries without a name by their place', () => {
    const text = `clusters:\n- cluster: {certificate-authority-data: ${ca}}\n- 5\n- name: 7\n  cluster: {certificate-authority: x}\n`;
    expect(entries(read(text))).toEqual([
      'clusters[0] !! malformed_kubeconfig: clusters[0] has no name.',
      'clusters[0] = CN=ca',
      'clusters[1] !! malformed_kubeconfig: clusters[1] is no mapping.',
      'cluster/7 -> x',
    ]);
  });

  it('tells of a name that is there twice, and reads both', () => {
    expect(entries(read(`clusters:\n${cluster('a')}${cluster('a')}`))).toEqual([
      'cluster/a = CN=ca',
      'cluster/a !! malformed_kubeconfig: clusters has more than one entry of this name, which kubectl refuses.',
      'cluster/a = CN=ca',
    ]);
  });

  it('of several documents is read as kubectl reads it: the first, with a word about the others', () => {
    const kubeconfig = read(`---\nclusters:\n${cluster('a')}---\nclusters:\n${cluster('b')}---\n`);
    expect(entries(kubeconfig)).toEqual(['cluster/a = CN=ca']);
    expect(kubeconfig.findings).toEqual([
      {
        reason: 'malformed_kubeconfig',
        detail: 'It has 2 documents, of which kubectl reads the first alone.',
      },
    ]);
  });

  it('shows findings of the certificates themselves', () => {
    const damaged = encode(client.pem.replace(/.{64}\n/, '!\n'));
    const [entry] = read(`clusters:\n${cluster('a', `certificate-authority-data: ${damaged}`)}`).entries;
    expect(entry?.contents).toMatchObject({
      kind: 'data',
      container: { findings: [{ reason: 'malformed_pem' }] },
    });
  });

  it.each([
    ['', 'empty'],
    ['\n  \r\n', 'empty'],
    ['# nothing\n', 'empty'],
    ['---\n', 'empty'],
    ['just text', 'other'],
    ['- 1', 'other'],
    ['kind: KubeletConfiguration\nclusters: 1', 'other'],
    ['\u0000\u0001', 'other'],
    ['kind: Config', 'kubeconfig'],
    ['clusters: null\nusers: []', 'kubeconfig'],
  ])('of %j is of the kind %s, without findings', (text, kind) => {
    expect(read(text)).toMatchObject({ kind, entries: [], findings: [] });
  });

  it('with a list that is none keeps the other one', () => {
    const kubeconfig = read(`users: 5\nclusters:\n${cluster('a')}`);
    expect(kubeconfig.findings.map(({ detail }) => detail)).toEqual(['users is no list.']);
    expect(entries(kubeconfig)).toEqual(['cluster/a = CN=ca']);
  });

  it('that is no YAML says where, and never what stands there', () => {
    const { findings, entries: none } = read('kind: Config\nusers:\n- {token: &secret &secret x}\n');
    expect(none).toEqual([]);
    expect(findings).toEqual([
      { reason: 'malformed_kubeconfig', detail: 'It is not valid YAML: multiple anchors in line 3.' },
    ]);
  });

  it('cannot be made to fill the memory by aliases', () => {
    const levels = Array.from({ length: 30 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(10)}]`);
    const text = `l0: &l0 [x]\n${levels.join('\n')}\nclusters:\n${cluster('a')}- *l30\n`;
    expect(entries(read(text))).toEqual([
      'cluster/a = CN=ca',
      'clusters[1] !! malformed_kubeconfig: clusters[1] is no mapping.',
    ]);
  });

  it('cannot be made to look for aliases and merge keys for ever', () => {
    const merges = Array.from(
      { length: 9 },
      (_, n) => `m${n + 1}: &m${n + 1} {<<: [${`*m${n}, `.repeat(9)}]}`,
    );
    const entry = `- {name: x, cluster: *m9}\n`;
    const text = `m0: &m0 {a: b}\n${merges.join('\n')}\nclusters:\n${cluster('a')}${entry}${'- *m9\n'.repeat(5000)}`;
    const kubeconfig = read(text);
    expect(entries(kubeconfig)[0]).toBe('cluster/a = CN=ca');
    expect(kubeconfig.findings.map(({ detail }) => detail)).toEqual([
      'It has more aliases than are followed.',
    ]);
  });

  it('cannot be made to keep the parser busy', () => {
    for (const text of ['[', '- ', '&a ', '? ', '{a: ', "'", '\n---\na']) {
      const { findings } = read(text.repeat(200_000));
      expect(findings.map(({ reason }) => reason)).toEqual(['too_large']);
    }
    expect(read('['.repeat(40_000)).findings.map(({ reason }) => reason)).toEqual(['malformed_kubeconfig']);
    const [finding] = read(`a: "${'x'.repeat(5_000_000)}"`).findings;
    expect(finding).toMatchObject({ reason: 'too_large', detail: expect.stringContaining('in one text') });
    expect(read(`clusters:\n${cluster('a', `# ${'x'.repeat(500_000)}`).repeat(20)}`).findings).toEqual([
      { reason: 'too_large', detail: 'It has more than 8 MiB, which is no kubeconfig that anybody uses.' },
    ]);
  });

  it('of a thousand clusters with users and contexts is none too big', () => {
    const all = (one: (n: number) => string): string =>
      Array.from({ length: 1000 }, (_, n) => one(n)).join('');
    const user = (n: number): string =>
      `- name: u${n}\n  user:\n    client-certificate-data: ${encode(client.pem)}\n    client-key-data: ${'x'.repeat(2300)}\n`;
    const context = (n: number): string => `- context:\n    cluster: c${n}\n    user: u${n}\n  name: c${n}\n`;
    const text = `clusters:\n${all((n) => cluster(`c${n}`))}users:\n${all(user)}contexts:\n${all(context)}`;
    expect(entries(read(text))).toHaveLength(2000);
  });

  it('lets others have their turn after each entry, and in the certificates of one', () => {
    const pauses = (text: string): number => {
      const steps = readKubeconfigInSteps(Buffer.from(text), new CertificateReader());
      let count = 0;
      while (steps.next().done !== true) count++;
      return count;
    };
    expect(pauses(`clusters: [${'{}, '.repeat(5000)}]`)).toBeGreaterThan(5000);
    const blocks = encode('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'.repeat(5000));
    expect(pauses(`clusters:\n${cluster('a', `certificate-authority-data: ${blocks}`)}`)).toBeGreaterThan(
      5000,
    );
  });
});
