import { describe, expect, it } from 'vitest';
import type { Hop } from '../../../src/trust/audit/host-path.ts';
import { pathFindings } from '../../../src/trust/audit/path-findings.ts';

const folder = (path: string, more: Partial<Hop> = {}): Hop => ({
  path,
  kind: 'folder',
  uid: 0,
  gid: 0,
  mode: 0o755,
  changedAt: 0,
  ...more,
});
const file = (more: Partial<Hop> = {}): Hop => ({
  ...folder('/etc/ca.pem'),
  kind: 'file',
  mode: 0o644,
  ...more,
});
const link: Hop = { ...folder('/etc/link'), kind: 'link', mode: 0o777 };
const checks = (...hops: Hop[]): string[] =>
  pathFindings(hops).map(({ check, level }) => `${check} ${level}`);

describe('the way to a bundle', () => {
  it('as it should be raises nothing, the bits of links aside', () => {
    expect(checks(folder('/'), folder('/etc'), link, file())).toEqual([]);
    expect(checks(folder('/'), folder('/etc'), file({ mode: 0o444 }))).toEqual([]);
  });

  it.each<[string, Hop[], string[]]>([
    [
      'a file that everybody may write',
      [folder('/'), file({ mode: 0o666 })],
      ['writable_by_others critical'],
    ],
    [
      'a file that a group may write',
      [folder('/'), file({ mode: 0o664, gid: 50 })],
      ['writable_by_others critical'],
    ],
    [
      'a file that the group of root may write',
      [folder('/'), file({ mode: 0o664 })],
      ['writable_by_others medium'],
    ],
    [
      'a folder that everybody may write',
      [folder('/'), folder('/etc', { mode: 0o777 }), file()],
      ['writable_by_others critical'],
    ],
    ['a sticky folder', [folder('/'), folder('/tmp', { mode: 0o1777 }), file()], []],
    ['a folder of somebody', [folder('/'), folder('/etc', { uid: 1000 }), file()], ['owner_not_root high']],
    ['a link of somebody', [folder('/'), { ...link, uid: 1000 }, file()], ['owner_not_root high']],
    [
      'a file in a home',
      [folder('/'), file({ path: '/home/ann/ca.pem', uid: 1000, mode: 0o600 })],
      ['owner_not_root low', 'unreadable_by_others low'],
    ],
    ['an image that an ordinary user unpacked', [folder('/', { uid: 1000 }), file({ uid: 1000 })], []],
    ['a file for root alone', [folder('/'), file({ mode: 0o600 })], ['unreadable_by_others high']],
    [
      'a folder that others cannot pass',
      [folder('/'), folder('/etc', { mode: 0o750 }), file()],
      ['unreadable_by_others high'],
    ],
    [
      'a folder that others cannot list on the way',
      [folder('/'), folder('/etc', { mode: 0o711 }), file()],
      [],
    ],
    [
      'a folder that others cannot list at the end',
      [folder('/'), folder('/etc', { mode: 0o711 })],
      ['unreadable_by_others high'],
    ],
  ])('with %s', (_, hops, expected) => {
    expect(checks(...hops)).toEqual(expected);
  });

  it('says which part and what to do', () => {
    expect(pathFindings([folder('/'), folder('/etc', { mode: 0o777 })])[0]?.detail).toBe(
      '/etc (mode 0777): every user may replace what is in it: take the right away with chmod o-w',
    );
  });
});
