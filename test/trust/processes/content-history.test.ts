import { linkSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SeenContents } from '../../../src/model/trust-processes.ts';
import { mountedHost } from '../../../src/trust/audit/mounted-host.ts';
import { ContentHistory, type HostClock } from '../../../src/trust/processes/content-history.ts';
import { AnchorLoader } from '../../../src/trust/runtimes/anchor-loader.ts';
import { file, folder, type Place } from '../../../src/trust/runtimes/choice.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { rootTree } from '../../support/root-tree.ts';

const ONE = createCertificate({ subject: 'One', isAuthority: true }).pem;
const TWO = createCertificate({ subject: 'Two', isAuthority: true }).pem;
const BUNDLE = file('/ca.pem', 'go-lenient');

/** When the host was started, by a clock that nobody sets. */
const BOOTED = 1000;

/** A look at one place of a root at `now`, after an earlier one. */
function look(root: string, now: number, before: SeenContents = new Map(), place: Place = BUNDLE) {
  return lookByClock(root, { now: () => now, bootedAt: BOOTED }, before, place);
}

function lookByClock(
  root: string,
  clock: HostClock,
  before: SeenContents = new Map(),
  place: Place = BUNDLE,
) {
  const host = mountedHost(root);
  const history = new ContentHistory(before, clock);
  const changedAt = history.changedAt('view', place, { host, loader: new AnchorLoader(host) });
  return { changedAt, contents: history.contents };
}

/** Long after everything that a test writes, so that no clock matters. */
const now = Date.now() / 1000 + 1000;
const written = (at: number | undefined): void => {
  expect(at).toBeGreaterThan(now - 1100);
  expect(at).toBeLessThan(now - 900);
};

it('knows at the first look nothing but the times of the file', () => {
  written(look(rootTree({ '/ca.pem': ONE }), now).changedAt);
});

it('takes no time of the future, and none where nothing is there', () => {
  const root = rootTree({ '/ca.pem': ONE });
  utimesSync(join(root, 'ca.pem'), now + 5, now + 5);
  expect(look(root, now).changedAt).toBeUndefined();
  rmSync(join(root, 'ca.pem'));
  expect(look(root, now).changedAt).toBeUndefined();
});

it.each<[string, (path: string) => void]>([
  ['written again', (path) => writeFileSync(path, ONE)],
  [
    'with a comment more, and twice the same root',
    (path) => writeFileSync(path, `# as before\n${ONE}${ONE}`),
  ],
  [
    'replaced by a file with other times',
    (path) => {
      replaceFile(path, ONE);
      utimesSync(path, now + 500, now + 500);
    },
  ],
  ['linked from elsewhere', (path) => linkSync(path, `${path}.bak`)],
])('has not changed where it is %s', (_, write) => {
  const root = rootTree({ '/ca.pem': ONE });
  const first = look(root, now);
  write(join(root, 'ca.pem'));
  const second = look(root, now + 900, first.contents);
  expect(second.changedAt).toBe(first.changedAt);
});

it('has changed when the file did, between the two looks', () => {
  const root = rootTree({ '/ca.pem': ONE });
  const { contents } = look(root, now);
  writeFileSync(join(root, 'ca.pem'), ONE + TWO);
  utimesSync(join(root, 'ca.pem'), now + 300, now + 300);
  const second = look(root, now + 900, contents);
  expect(second.changedAt).toBe(now + 300);
  expect(look(root, now + 1800, second.contents).changedAt).toBe(now + 300);
});

it('has changed when the file did, where that was while it was looked at', () => {
  const root = rootTree({ '/ca.pem': ONE });
  const { contents } = look(root, now);
  writeFileSync(join(root, 'ca.pem'), TWO);
  utimesSync(join(root, 'ca.pem'), now + 900.5, now + 900.5);
  const times = [now + 900, now + 901];
  const clock = { now: () => times.shift() ?? now + 901, bootedAt: BOOTED };
  const second = lookByClock(root, clock, contents);
  expect(second.changedAt).toBe(now + 900.5);
  // What is written once it has been read belongs to the look after, so that the look counts from its beginning.
  expect([...second.contents.values()].map(({ seenAt }) => seenAt)).toEqual([now + 900]);
});

it('has changed when the file did, to the fraction of a millisecond that a clock leaves out', () => {
  const root = rootTree({ '/ca.pem': ONE });
  const { contents } = look(root, now);
  writeFileSync(join(root, 'ca.pem'), TWO);
  utimesSync(join(root, 'ca.pem'), now + 900.0006, now + 900.0006);
  expect(look(root, now + 900, contents).changedAt).toBeCloseTo(now + 900.0006, 4);
});

it.each([
  ['forwards', 500],
  ['back', -500],
])('knows when it changed by the clock of now, where that was set %s since', (_, set) => {
  const root = rootTree({ '/ca.pem': ONE });
  const { contents, changedAt = 0 } = look(root, now);
  const clock = { now: () => now + 900 + set, bootedAt: BOOTED + set };
  const second = lookByClock(root, clock, contents);
  expect(second.changedAt).toBeCloseTo(changedAt + set, 4);
  writeFileSync(join(root, 'ca.pem'), TWO);
  utimesSync(join(root, 'ca.pem'), now + 1000 + set, now + 1000 + set);
  const later = { now: () => now + 1800 + set, bootedAt: BOOTED + set };
  expect(lookByClock(root, later, second.contents).changedAt).toBeCloseTo(now + 1000 + set, 4);
});

it('has changed at the look before where no time tells', () => {
  const root = rootTree({ '/ca.pem': ONE });
  const { contents } = look(root, now);
  writeFileSync(join(root, 'ca.pem'), TWO);
  expect(look(root, now + 900, contents).changedAt).toBe(now);
});

it('has changed when a link on the way was made anew', () => {
  const root = rootTree({ '/a/ca.pem': ONE, '/b/ca.pem': TWO, '/data': { link: 'a' } });
  const place = file('/data/ca.pem', 'go-lenient');
  const start = Date.now() / 1000 - 10;
  const { contents } = look(root, start, new Map(), place);
  utimesSync(join(root, 'b/ca.pem'), 1, 1);
  rmSync(join(root, 'data'));
  symlinkSync('b', join(root, 'data'));
  const { changedAt = 0 } = look(root, start + 900, contents, place);
  expect(changedAt).toBeGreaterThan(start);
  expect(changedAt).toBeLessThan(start + 900);
});

it('has changed when it comes or goes, and when it is damaged', () => {
  const root = rootTree({});
  const path = join(root, 'ca.pem');
  const none = look(root, now);
  expect(none.changedAt).toBeUndefined();
  writeFileSync(path, ONE);
  const come = look(root, now + 900, none.contents);
  expect(come.changedAt).toBe(now);
  writeFileSync(path, ONE.slice(0, 200));
  const damaged = look(root, now + 1800, come.contents);
  expect(damaged.changedAt).toBe(now + 900);
  rmSync(path);
  expect(look(root, now + 2700, damaged.contents).changedAt).toBe(now + 1800);
});

it('is told by its times where it stays closed', () => {
  const root = rootTree({ '/trust.p12': Buffer.from('closed') });
  const place = file('/trust.p12', 'java-keystore');
  const first = look(root, now, new Map(), place);
  expect(look(root, now + 900, first.contents, place).changedAt).toBe(first.changedAt);
  utimesSync(join(root, 'trust.p12'), now + 300, now + 300);
  expect(look(root, now + 900, first.contents, place).changedAt).toBe(now + 300);
});

it('is told of a folder by the files that are read', () => {
  const root = rootTree({ '/certs/one.pem': ONE });
  const place = folder('/certs', 'go-lenient', { names: 'distinct' });
  const first = look(root, now, new Map(), place);
  written(first.changedAt);
  writeFileSync(join(root, 'certs/README'), 'nothing');
  const second = look(root, now + 900, first.contents, place);
  expect(second.changedAt).toBe(first.changedAt);
  writeFileSync(join(root, 'certs/two.pem'), TWO);
  expect(look(root, now + 1800, second.contents, place).changedAt).toBe(now + 900);
});

it('tells views apart, and reads a place once for each', () => {
  const host = mountedHost(rootTree({ '/ca.pem': ONE }));
  const other = mountedHost(rootTree({}));
  const history = new ContentHistory(new Map(), { now: () => now, bootedAt: BOOTED });
  const loader = new AnchorLoader(host);
  expect(history.changedAt('one', BUNDLE, { host, loader })).toBeDefined();
  expect(
    history.changedAt('other', BUNDLE, { host: other, loader: new AnchorLoader(other) }),
  ).toBeUndefined();
  expect(history.changedAt('one', BUNDLE, { host: other, loader })).toBeDefined();
  expect(history.contents.size).toBe(2);
});
