import { hashSync } from 'bcryptjs';
import { expect, it, onTestFinished } from 'vitest';
import { BcryptPool, MAX_WAITING } from '../../../src/http/access/bcrypt-pool.ts';

const HASH = hashSync('secret', 4);

function pool(): BcryptPool {
  const made = new BcryptPool();
  onTestFinished(() => made.close());
  return made;
}

it('compares in a thread, while the event loop goes on', async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  const slow = hashSync('secret', 11);
  turns = 0;
  expect(await pool().compare('secret', slow)).toBe(true);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(0);
});

it('gives each its own answer', async () => {
  const passwords = pool();
  const answers = ['secret', 'Secret', '', 'secret', 'x'.repeat(1000)].map((each) =>
    passwords.compare(each, HASH),
  );
  expect(await Promise.all(answers)).toEqual([true, false, false, true, false]);
});

it('takes a hash that cannot be one for that of no password', async () => {
  expect(await pool().compare('secret', `$2b$04$${'!'.repeat(53)}`)).toBe(false);
});

it('is busy when many wait', async () => {
  const passwords = pool();
  expect(passwords.busy).toBe(false);
  const answers = Array.from({ length: MAX_WAITING }, () => passwords.compare('secret', HASH));
  expect(passwords.busy).toBe(true);
  await Promise.all(answers);
  expect(passwords.busy).toBe(false);
});

it('rejects what waits when it is closed, and starts again when asked again', async () => {
  const passwords = pool();
  const answer = passwords.compare('secret', hashSync('secret', 10));
  const rejected = expect(answer).rejects.toThrow('the thread that compares passwords has ended');
  await passwords.close();
  await rejected;
  expect(await passwords.compare('secret', HASH)).toBe(true);
});
