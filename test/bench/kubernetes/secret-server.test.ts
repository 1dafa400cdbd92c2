import { expect, it, onTestFinished } from 'vitest';
import { certificateFolder } from '../../../bench/input/certificate-folder.ts';
import type { Followed } from '../../../bench/inside/followed.ts';
import { startSecretServer } from '../../../bench/kubernetes/secret-server.ts';
import { runHarness } from '../../../bench/measure/harness.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Two processes start, on a machine that may be busy. */
const SLOW = 120_000;

it(
  'serves Secrets that are listed, watched, renewed, touched and listed anew',
  async () => {
    const cache = temporaryFolder();
    const server = await startSecretServer(certificateFolder(30, undefined, cache));
    onTestFinished(() => server.end());
    const args = [server.kubeconfigs.near, server.url, server.authority];
    const followed = await runHarness<Followed>('follow-secrets.ts', args);
    expect(followed.certificates).toBe(90);
    expect(Object.values(followed).every(Number.isFinite)).toBe(true);
  },
  SLOW,
);
