import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';

const rotationOf = (yaml: string) => resolveConfig(parseConfig(yaml, 'config.yml'), {}).rotation;

it('is empty, with a directory all the same, where nothing is written', () => {
  expect(rotationOf('')).toEqual({ directory: '/var/lib/tls-cert-exporter/rotation', rotations: [] });
  expect(rotationOf('rotation_directory: /srv/rotation//').directory).toBe('/srv/rotation');
});

it('has defaults for all that may be left out', () => {
  const [rotation] = rotationOf(
    'rotation: [{ name: a, target: /etc/a.pem, content: { url: "https://x/a.pem", signature: { url: "https://x/a.sig", public_key_file: /k } } }]',
  ).rotations;
  expect(rotation).toEqual({
    name: 'a',
    kind: 'anchors',
    target: { type: 'file', path: '/etc/a.pem' },
    origin: {
      type: 'url',
      url: 'https://x/a.pem',
      sha256: undefined,
      signature: { url: 'https://x/a.sig', publicKeyFile: '/k' },
      caFile: undefined,
      timeout: 30,
    },
    gate: {
      maxBytes: 16_777_216,
      minAnchors: 1,
      minShare: 0.9,
      pinned: [],
      maxExpired: 10,
      canaries: [],
    },
    hooks: { validate: [], reload: [], verify: [] },
    inPlace: false,
    backups: 3,
    maxAge: 691_200,
  });
});

it.each([
  ['update-ca-certificates', '/etc/ssl/certs/ca-certificates.crt'],
  ['update-ca-trust', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem'],
])('knows the bundle that %s writes', (tool, bundle) => {
  const [rotation] = rotationOf(
    `rotation: [{ name: a, target: { tool: ${tool}, path: /usr/share/a.crt }, content: { folder: /srv/a } }]`,
  ).rotations;
  expect(rotation?.target).toEqual({ type: 'distribution', tool, path: '/usr/share/a.crt', bundle });
  expect(rotation?.origin).toEqual({ type: 'folder', path: '/srv/a' });
});

it('keeps commands and handshakes apart', () => {
  const [rotation] = rotationOf(
    `rotation:
      - name: www
        kind: chain
        target: /etc/www.crt
        content: { file: /srv/www.crt }
        hooks:
          validate: [{ command: [nginx, -t] }]
          reload: [{ command: [nginx, -s, reload], timeout: 5s }]
          verify: [{ command: ["true"] }, { handshake: "localhost:443", serves_new: true }]`,
  ).rotations;
  expect(rotation?.hooks).toEqual({
    validate: [{ command: ['nginx', '-t'], timeout: 30 }],
    reload: [{ command: ['nginx', '-s', 'reload'], timeout: 5 }],
    verify: [
      { command: ['true'], timeout: 30 },
      { handshake: 'localhost:443', module: 'default', servesNew: true, timeout: 10 },
    ],
  });
});
