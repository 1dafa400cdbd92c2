import { compareSync, hashSync } from 'bcryptjs';
import { expect, it } from 'vitest';
import { BasicAuth } from '../../../src/http/access/basic-auth.ts';

const HASH = hashSync('secret', 4).replace('$2b$', '$2y$');
const USERS = new Map([['alice', HASH]]);
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Counts comparisons, with the hashes that they were made with. */
function counted(busy = false) {
  const hashes: string[] = [];
  const compare = async (password: string, hash: string): Promise<boolean> => {
    hashes.push(hash);
    return compareSync(password, hash);
  };
  return { hashes, auth: new BasicAuth({ compare, busy }) };
}

it('accepts the right password, and compares it once', async () => {
  const { auth, hashes } = counted();
  for (let request = 0; request < 3; request += 1) {
    expect(await auth.check(basic('alice', 'secret'), USERS)).toBe('accepted');
  }
  expect(hashes).toHaveLength(1);
});

it('compares a wrong password every time', async () => {
  const { auth, hashes } = counted();
  for (let request = 0; request < 3; request += 1) {
    expect(await auth.check(basic('alice', 'Secret'), USERS)).toBe('refused');
  }
  expect(hashes).toHaveLength(3);
});

it('compares for an unknown user as well, at the same cost', async () => {
  const { auth, hashes } = counted();
  expect(await auth.check(basic('bob', 'secret'), USERS)).toBe('refused');
  expect(hashes[0]).toMatch(/^\$2b\$04\$\.{53}$/);
});

it('forgets what it accepted when the hash changes or the user goes', async () => {
  const { auth } = counted();
  expect(await auth.check(basic('alice', 'secret'), USERS)).toBe('accepted');
  expect(await auth.check(basic('alice', 'secret'), new Map([['alice', hashSync('other', 4)]]))).toBe(
    'refused',
  );
  expect(await auth.check(basic('alice', 'secret'), new Map([['bob', HASH]]))).toBe('refused');
});

it('has passwords with colons, without characters, and in other scripts', async () => {
  for (const password of ['a:b:c', '', 'пароль']) {
    const users = new Map([['alice', hashSync(password, 4)]]);
    expect(await counted().auth.check(basic('alice', password), users)).toBe('accepted');
  }
});

it.each([
  undefined,
  '',
  'Basic',
  'Basic !',
  'Bearer YTpi',
  'Basic YWxpY2U=',
  `${basic('alice', 'secret')} x`,
])('refuses the header %j without a comparison', async (header) => {
  const { auth, hashes } = counted();
  expect(await auth.check(header, USERS)).toBe('refused');
  expect(hashes).toEqual([]);
});

it('does not care how Basic is written', async () => {
  expect(await counted().auth.check(basic('alice', 'secret').replace('Basic', 'bASIC '), USERS)).toBe(
    'accepted',
  );
});

it('says that it is busy rather than wait without end', async () => {
  expect(await counted(true).auth.check(basic('alice', 'secret'), USERS)).toBe('busy');
});
