import { expect, it } from 'vitest';
import { ListenError } from '../../src/http/listen-error.ts';

it.each([
  ['EADDRINUSE', 'the address is already in use; another one is chosen by --web.listen-address'],
  ['EACCES', 'this user may not: ports below 1024 take the capability CAP_NET_BIND_SERVICE; another port is'],
  ['EADDRNOTAVAIL', 'no interface of this host has that address'],
  ['ENOTFOUND', 'the host name is not known'],
])('says of %s what it means', (code, words) => {
  const cause = Object.assign(new Error('listen'), { code });
  const { message } = new ListenError({ host: '::1', port: 80 }, cause);
  expect(message).toContain(`cannot listen on [::1]:80: ${words}`);
});

it('has the words of the system for all else', () => {
  expect(new ListenError({ host: undefined, port: 80 }, new Error('it broke')).message).toBe(
    'cannot listen on :80: it broke',
  );
  expect(new ListenError({ host: undefined, port: 0, fd: 3 }, 'odd').message).toBe(
    'cannot listen on the inherited socket 3: odd',
  );
});
