import { describe, expect, it } from 'vitest';
import { parse } from '../../src/cli/parse.ts';
import { serve } from '../../src/cli/serve.ts';
import { flagSettings } from '../../src/cli/settings-flags.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfigFile } from '../../src/config/load.ts';
import { type FlagSettings, resolveConfig } from '../../src/config/resolve.ts';
import { configMapOf, objectsOf, theOne, valuesFiles } from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { programMissing } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const podOf = (objects: readonly Json[]): Json => theOne(objects, 'DaemonSet').spec.template.spec;
const containerOf = (objects: readonly Json[]): Json => podOf(objects).containers[0];
/** What the exporter makes of file and flags. */
const configOf = (objects: readonly Json[]): Config =>
  resolveConfig(
    loadConfigFile(temporaryFile('config.yml', configMapOf(objects, 'nodes').data['config.yml'])),
    settingsOf(containerOf(objects)),
  );
const settingsOf = (container: Json): FlagSettings => flagSettings(parse(serve, container.args));

describe.skipIf(programMissing('helm'))('the DaemonSet', () => {
  it('looks at the default places and the trust of the node as nobody, and can change nothing', () => {
    const objects = objectsOf('defaults');
    const container = containerOf(objects);
    const { root, sources, trust, handshake } = configOf(objects);
    expect(root).toBe('/host');
    expect(sources.map(({ name }) => name)).toEqual(['default']);
    expect(trust).toBeDefined();
    expect(handshake).toBeUndefined();
    expect(container.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(podOf(objects)).toMatchObject({
      automountServiceAccountToken: false,
      tolerations: [{ operator: 'Exists' }],
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'ConfigMap', 'DaemonSet']);
  });

  it('takes the arguments of the DaemonSet in the field unchanged, quotes and backslashes literal', () => {
    const objects = objectsOf('field-daemonset');
    const container = containerOf(objects);
    expect(container.args).toEqual([
      '--root=/host',
      '--config.file=/config/config.yml',
      '--certificates-dir=/etc/ssl/certs/',
      String.raw`--certificates-regex=".*\\.crt$"`,
      '--web.listen-address=:9201',
    ]);
    expect(settingsOf(container)).toEqual({
      root: '/host',
      directories: ['/etc/ssl/certs/'],
      regex: /.*\.crt$/,
      listen: [':9201'],
    });
    // The audit runs beside it: without it the expired roots of a distribution in /etc/ssl/certs would be told as alerts.
    const { sources, trust } = configOf(objects);
    expect(sources.map(({ name }) => name)).toEqual(['flags']);
    expect(trust).toBeDefined();
  });

  it.each([
    ['nonroot', { runAsNonRoot: true, runAsUser: 65532 }, { drop: ['ALL'] }],
    ['root', { runAsUser: 0 }, { drop: ['ALL'] }],
    ['everything', { runAsUser: 0 }, { drop: ['ALL'], add: ['DAC_READ_SEARCH'] }],
  ])('reads as %s with no right more than that', (readAs, user, capabilities) => {
    const { securityContext } = containerOf(objectsOf('defaults', `--set=nodes.readAs=${readAs}`));
    expect(securityContext).toMatchObject({ ...user, readOnlyRootFilesystem: true });
    expect(securityContext.capabilities).toEqual(capabilities);
  });

  it('mounts folders of the node read-only, below the root that it is told of', () => {
    for (const { path } of valuesFiles('valid')) {
      const name = /([^/]+)\.yaml$/.exec(path)?.[1] ?? '';
      const objects = objectsOf(name).filter(({ kind }) => kind === 'DaemonSet');
      if (objects.length === 0) continue;
      const { volumes } = podOf(objects);
      const { volumeMounts, args } = containerOf(objects);
      const host = new Map(volumes.map((volume: Json) => [volume.name, volume.hostPath?.path]));
      for (const mount of volumeMounts) expect(mount.readOnly).toBe(true);
      const mounted = volumeMounts
        .filter((mount: Json) => host.get(mount.name) !== undefined)
        .map(({ name: volume, mountPath }: Json) => [
          `/host${String(host.get(volume))}`.replace(/\/$/, ''),
          mountPath,
        ]);
      expect(mounted.length).toBeGreaterThan(0);
      for (const [expected, mountPath] of mounted) expect(mountPath).toBe(expected);
      expect(args[0]).toBe('--root=/host');
    }
  });

  it.each([
    ['1.31.0', '', [], { mountPropagation: 'None', recursiveReadOnly: 'IfPossible' }],
    ['1.30.0', '', [], { mountPropagation: 'None' }],
    ['1.31.0', 'HostToContainer', [], { mountPropagation: 'HostToContainer' }],
    ['1.31.0', '', ['cert-manager-csi'], { mountPropagation: 'HostToContainer' }],
    ['1.31.0', 'None', ['cert-manager-csi'], { mountPropagation: 'None', recursiveReadOnly: 'IfPossible' }],
  ])(
    'on Kubernetes %s with propagation "%s" and presets %j mounts %j',
    (version, propagation, presets, expected) => {
      const { volumeMounts } = containerOf(
        objectsOf(
          'defaults',
          `--kube-version=${version}`,
          `--set=nodes.mountPropagation=${propagation}`,
          `--set-json=nodes.presets=${JSON.stringify(presets)}`,
        ),
      );
      expect(volumeMounts[0]).toEqual({ name: 'host-0', mountPath: '/host', readOnly: true, ...expected });
    },
  );

  it('is given presets as flags and a configuration as a file that the exporter takes', () => {
    expect(settingsOf(containerOf(objectsOf('control-plane')))).toEqual({
      root: '/host',
      presets: ['kubeadm', 'cert-manager-csi'],
      listen: [':9443'],
      webConfigFile: '/web/web-config.yml',
    });
    const presets = configOf(objectsOf('control-plane')).sources;
    expect(presets.map(({ name }) => name)).toEqual(['kubeadm', 'cert-manager-csi']);
    const objects = objectsOf('nodes-configured');
    const { sources } = configOf(objects);
    expect(sources.map(({ name }) => name)).toEqual(['kubelet', 'keystores']);
    expect(sources[1]).toMatchObject({ type: 'keystores', maxFileBytes: 33_554_432 });
  });

  it('does without the audit where that is turned off', () => {
    const objects = objectsOf('field-daemonset', '--set=nodes.config.trust=null');
    expect(configMapOf(objects, 'nodes')).toBeUndefined();
    expect(containerOf(objects).args).not.toContain('--config.file=/config/config.yml');
  });

  it('is rolled out anew when its configuration changes, and only then', () => {
    const checksum = (...more: readonly string[]): string =>
      theOne(objectsOf('nodes-configured', ...more), 'DaemonSet').spec.template.metadata.annotations[
        'checksum/config'
      ];
    expect(checksum('--set=nodes.readAs=nonroot')).toBe(checksum());
    expect(checksum('--set=nodes.config.scan.interval=5m')).not.toBe(checksum());
  });

  it('is asked by a program in the container where TLS or a password is in the kubelet’s way', () => {
    const open = containerOf(objectsOf('defaults'));
    const closed = containerOf(objectsOf('control-plane'));
    expect(open.livenessProbe.httpGet).toEqual({ path: '/-/healthy', port: 'metrics' });
    expect(open.readinessProbe.httpGet).toEqual({ path: '/-/ready', port: 'metrics' });
    expect(closed.livenessProbe.exec.command.slice(2)).toEqual(['healthcheck', '--web.listen-address=:9443']);
    expect(closed.args).toContain('--web.config.file=/web/web-config.yml');
  });

  it('runs the image of the registry, by digest before tag before version', () => {
    expect(containerOf(objectsOf('defaults')).image).toBe('tls-cert-exporter:0.1.0');
    expect(containerOf(objectsOf('defaults', '--set=image.tag=1.2.3')).image).toBe('tls-cert-exporter:1.2.3');
    expect(containerOf(objectsOf('control-plane', '--set=image.tag=1.2.3')).image).toMatch(
      /^registry\.example\.com\/monitoring\/tls-cert-exporter@sha256:[0-9a-f]{64}$/,
    );
  });
});
