import type { GateSettings, RotationSettings } from '../../src/model/rotation.ts';
import type { Content } from '../../src/rotation/content/content.ts';
import { parseContent } from '../../src/rotation/content/parse-content.ts';

/** Settings of a rotation with a gate that asks for little; a test changes what it is about. */
export function rotationSettings(
  changes: Partial<Omit<RotationSettings, 'gate'>> & { readonly gate?: Partial<GateSettings> } = {},
): RotationSettings {
  return {
    name: 'corp-roots',
    kind: 'anchors',
    target: { type: 'file', path: '/etc/ssl/corp.pem' },
    origin: { type: 'file', path: '/srv/corp.pem' },
    hooks: { validate: [], reload: [], verify: [] },
    inPlace: false,
    backups: 3,
    maxAge: 691_200,
    ...changes,
    gate: {
      maxBytes: 16_777_216,
      minAnchors: 1,
      minShare: 0.9,
      pinned: [],
      maxExpired: 10,
      canaries: [],
      ...changes.gate,
    },
  };
}

/** The content of these certificates, which have to parse. */
export function contentOf(...certificates: readonly { readonly pem: string }[]): Content {
  const content = parseContent(Buffer.from(certificates.map(({ pem }) => pem).join('')));
  if ('refused' in content) throw new Error(content.refused);
  return content;
}
