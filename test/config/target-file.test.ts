import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseTargetFile } from '../../src/config/target-file.ts';

const MODULES = new Set(['default', 'internal']);
const read = (text: string, path = 'targets.yml') => parseTargetFile(text, path, 'default', MODULES);

function message(text: string, path?: string): string {
  try {
    read(text, path);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe("Prometheus's file_sd format", () => {
  const yaml = `
- targets: ["www.example.com:443", "[2001:db8::1]:8443"]
- targets: ["db.internal:5432"]
  labels: { module: internal, stored: /etc/db/tls.crt, team: storage }
- targets: ["mail.internal:25"]
  labels: { __param_module: internal }
`;
  const expected = [
    { target: 'www.example.com:443', host: 'www.example.com', port: 443, module: 'default' },
    { target: '[2001:db8::1]:8443', host: '2001:db8::1', port: 8443, module: 'default' },
    {
      target: 'db.internal:5432',
      host: 'db.internal',
      port: 5432,
      module: 'internal',
      stored: '/etc/db/tls.crt',
    },
    { target: 'mail.internal:25', host: 'mail.internal', port: 25, module: 'internal' },
  ];

  it('is read as YAML', () => {
    expect(read(yaml)).toEqual(expected);
  });

  it('may have addresses of the web, which name a host and a port', () => {
    const text = '- targets: ["https://www.example.com/path", "https://api.example.com:8443"]\n';
    expect(read(text).map(({ target, host, port }) => [target, host, port])).toEqual([
      ['www.example.com:443', 'www.example.com', 443],
      ['api.example.com:8443', 'api.example.com', 8443],
    ]);
    expect(message('- targets: ["http://www.example.com"]\n')).toContain('expected HOST:PORT or [IPV6]:PORT');
  });

  it('is read as JSON', () => {
    const json = JSON.stringify([
      { targets: ['www.example.com:443', '[2001:db8::1]:8443'] },
      {
        targets: ['db.internal:5432'],
        labels: { module: 'internal', stored: '/etc/db/tls.crt', team: 'storage' },
      },
      { targets: ['mail.internal:25'], labels: { __param_module: 'internal' } },
    ]);
    expect(read(json, 'targets.json')).toEqual(expected);
  });

  it('has labels that are no strings in YAML, which Prometheus takes as they are written', () => {
    const text =
      '- targets: ["a:1"]\n  labels: { shard: 1, spare: true, weight: 1.5, since: 2026-01-01, owner: ~ }\n';
    expect(read(text)).toEqual([{ target: 'a:1', host: 'a', port: 1, module: 'default' }]);
    expect(message('- targets: ["a:1"]\n  labels: { module: 7 }')).toContain('got "7"');
  });

  it('may have groups whose labels or targets are left empty', () => {
    const target = { target: 'a:1', host: 'a', port: 1, module: 'default' };
    expect(read('- targets: ["a:1"]\n  labels:\n')).toEqual([target]);
    expect(read('- targets: ["a:1"]\n  labels: { module: "", stored: ~ }\n')).toEqual([target]);
    expect(read('- targets: ["a:1"]\n- targets:\n  labels: { team: x }\n')).toEqual([target]);
  });

  it('may list nothing', () => {
    expect(read('[]')).toEqual([]);
    expect(read('[]', 'a.json')).toEqual([]);
  });
});

describe('a list that cannot be used says where and why', () => {
  it.each([
    [
      '- targets: [x]',
      'targets.yml:1:13: [0].targets[0]: expected HOST:PORT or [IPV6]:PORT, such as www.example.com:443, got "x"',
    ],
    ['- targets: ["a:1"]\n  label: {}', 'targets.yml:2:10: [0].label: unknown key (did you mean labels?)'],
    ['- labels: {}', 'targets.yml:1:3: [0].targets: expected a list, got nothing'],
    [
      '- targets: ["a:1"]\n  labels: { a: [1] }',
      'targets.yml:2:16: [0].labels.a: expected a string, got a list',
    ],
    ['', 'targets.yml:1:1: (top level): expected a list, got nothing'],
    ['{', 'targets.yml:1:2: not valid YAML: '],
    [
      '- targets: ["a:1"]\n  labels: { module: other }',
      'targets.yml: [0].labels: expected one of the modules (default, internal), got "other"',
    ],
    [
      '- targets: ["a:1"]\n  labels: { stored: a.crt }',
      'targets.yml: [0].labels.stored: expected an absolute path',
    ],
  ])('%j', (text, expected) => {
    expect(message(text)).toContain(expected);
  });

  it('in JSON', () => {
    expect(message('[{"targets": [1]}]', 'a.json')).toBe('a.json: [0].targets[0]: expected a string, got 1');
    expect(message('[', 'a.json')).toMatch(/^a\.json: not valid JSON: /);
  });
});
