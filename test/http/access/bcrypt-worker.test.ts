import { once } from 'node:events';
import { hashSync } from 'bcryptjs';
import { expect, it, onTestFinished } from 'vitest';
import { startBcryptWorker } from '../../../src/http/access/bcrypt-worker.ts';

it('answers comparisons by their number', async () => {
  const worker = startBcryptWorker();
  onTestFinished(async () => {
    await worker.terminate();
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage({ id: 7, password: 'secret', hash: hashSync('secret', 4) });
  expect(await once(worker, 'message')).toEqual([{ id: 7, same: true }]);
});
