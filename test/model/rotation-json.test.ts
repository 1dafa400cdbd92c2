import { expect, it } from 'vitest';
import { rotationRunJson } from '../../src/model/rotation-json.ts';
import { runOf } from '../support/rotation-run.ts';

it('names and writes everything of a run as the commands do', () => {
  const run = runOf({
    startedAt: 1_790_000_000.75,
    sha256Before: undefined,
    added: [{ subject: 'CN=Corp', fingerprintSha256: 'c'.repeat(64) }],
    hooks: [
      {
        stage: 'validate',
        command: ['nginx', '-t'],
        ok: true,
        duration: 0.1,
        detail: 'exit status 0',
        output: '',
      },
    ],
  });
  expect(rotationRunJson(run)).toEqual({
    rotation: 'corp',
    target: '/etc/ssl/certs/corp.pem',
    started_at: '2026-09-21T14:13:20Z',
    duration: 0.25,
    result: 'rotated',
    reason: 'so it was',
    trigger: 'command',
    sha256_before: null,
    sha256_after: 'b'.repeat(64),
    anchors_before: 1,
    anchors_after: 2,
    added: [{ subject: 'CN=Corp', fingerprint_sha256: 'c'.repeat(64) }],
    removed: [],
    hooks: [
      {
        stage: 'validate',
        command: ['nginx', '-t'],
        ok: true,
        duration: 0.1,
        detail: 'exit status 0',
        output: '',
      },
    ],
    backup: null,
  });
});
