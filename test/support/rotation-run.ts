import type { RotationRun } from '../../src/model/rotation.ts';

/** A run of a rotation, the same each time but for what is given. */
export function runOf(own: Partial<RotationRun> = {}): RotationRun {
  return {
    rotation: 'corp',
    target: '/etc/ssl/certs/corp.pem',
    startedAt: 1_790_000_000,
    duration: 0.25,
    result: 'rotated',
    reason: 'so it was',
    trigger: 'command',
    sha256Before: 'a'.repeat(64),
    sha256After: 'b'.repeat(64),
    anchorsBefore: 1,
    anchorsAfter: 2,
    added: [],
    removed: [],
    hooks: [],
    backup: undefined,
    ...own,
  };
}
