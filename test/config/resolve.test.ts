import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { type FlagSettings, resolveConfig } from '../../src/config/resolve.ts';

const resolve = (yaml: string | undefined, flags: FlagSettings = {}) =>
  resolveConfig(yaml === undefined ? undefined : parseConfig(yaml, 'test.yml'), flags);

const WEB = 'sources: [{ name: web, include: ["/etc/nginx/*.crt"] }]';

describe('resolveConfig', () => {
  it('looks at the default places when nothing is said, and minds nothing missing there', () => {
    const config = resolve(undefined);
    expect(config.sources).toMatchObject([{ type: 'files', name: 'default', optional: true }]);
    expect(config.web.listen).toEqual([':9201']);
    expect(config.log).toEqual({ level: 'info', format: 'logfmt' });
  });

  it('looks at the default places when the file says nothing of sources', () => {
    expect(resolve('log: { level: debug }').sources.map(({ name }) => name)).toEqual(['default']);
  });

  it('looks where presets of flags say, beside the file and once each, and at no default places', () => {
    const only = resolve(undefined, { presets: ['kubeadm', 'kubeadm'], interval: 30 });
    expect(only.sources).toMatchObject([
      { type: 'preset', name: 'kubeadm', preset: 'kubeadm', interval: 30 },
    ]);
    expect(only.trust).toBeUndefined();
    const beside = resolve(WEB, { presets: ['k3s'], globs: ['/a'] });
    expect(beside.sources.map(({ name }) => name)).toEqual(['web', 'k3s', 'flags']);
  });

  it('takes presets and kubeconfigs from the file', () => {
    const yaml = `sources:
- { name: node, type: preset, preset: rke2, exclude: ["**/x.crt"], interval: 5m, timeout: 3s }
- { name: admins, type: kubeconfigs, include: ["/home/*/.kube/config"] }`;
    expect(resolve(yaml).sources).toMatchObject([
      { type: 'preset', name: 'node', interval: 300, files: { exclude: ['**/x.crt'], timeout: 3 } },
      { type: 'kubeconfigs', name: 'admins', include: ['/home/*/.kube/config'], maxFileBytes: 16_777_216 },
    ]);
  });

  it('refuses a preset of a flag whose name the file has for something else', () => {
    const yaml = 'sources: [{ name: k3s, include: ["/a"] }]';
    expect(() => resolve(yaml, { presets: ['k3s'] })).toThrow(
      '--preset k3s: the configuration file has a source of this name already',
    );
  });

  it('looks at nothing when the file says so', () => {
    expect(resolve('sources: []').sources).toEqual([]);
  });

  it.each([
    'targets: [{ target: "a:1" }]',
    'target_files: [{ path: /etc/targets.yml }]',
    'target_env: [{ variable: GOPROXY }]',
  ])('looks at no default places when it is there to dial: %s', (yaml) => {
    expect(resolve(`handshake: { ${yaml} }`).sources).toEqual([]);
    const withFlags = resolve(`handshake: { ${yaml} }`, { directories: ['/etc/ssl/certs'] });
    expect(withFlags.sources.map(({ name }) => name)).toEqual(['flags']);
  });

  it('looks at the default places when there is nothing to dial', () => {
    expect(resolve('handshake: { modules: { a: {} } }').sources.map(({ name }) => name)).toEqual(['default']);
    expect(resolve(undefined).handshake).toBeUndefined();
  });

  it('minds what is missing of what a person wrote down', () => {
    expect(resolve(WEB).sources[0]).toMatchObject({ name: 'web', optional: false });
    expect(resolve(undefined, { globs: ['/x'] }).sources[0]).toMatchObject({
      name: 'flags',
      optional: false,
    });
  });

  it('keeps the sources of the file beside those of the flags', () => {
    expect(resolve(WEB, { directories: ['/etc/ssl/certs/'] }).sources.map(({ name }) => name)).toEqual([
      'web',
      'flags',
    ]);
  });

  it('lets a flag win over the file', () => {
    const config = resolve(
      'root: /a\nscan: { interval: 5m }\nweb: { listen: [":1"] }\nlog: { level: warn, format: json }',
      {
        root: '/b',
        interval: 30,
        listen: [':2'],
        logLevel: 'error',
        logFormat: 'logfmt',
      },
    );
    expect(config).toMatchObject({
      root: '/b',
      web: { listen: [':2'] },
      log: { level: 'error', format: 'logfmt' },
    });
    expect(config.sources[0]?.interval).toBe(30);
  });

  it('lets the interval of one source win over the common one', () => {
    const yaml =
      'scan: { interval: 5m }\nsources: [{ name: a, include: [/a], interval: 10s }, { name: b, include: [/b] }]';
    expect(resolve(yaml, { interval: 30 }).sources.map(({ interval }) => interval)).toEqual([10, 30]);
  });

  it.each([
    ['/', undefined],
    ['/host', '/host'],
    ['/host/', '/host'],
  ])('reads root %s as %s', (root, expected) => {
    expect(resolve(undefined, { root }).root).toBe(expected);
  });
});
