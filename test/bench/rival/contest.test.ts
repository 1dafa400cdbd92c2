import { expect, it } from 'vitest';
import { certificateFolder } from '../../../bench/input/certificate-folder.ts';
import { shippedBundle } from '../../../bench/program/shipped-bundle.ts';
import { holdContest } from '../../../bench/rival/contest.ts';
import { parseRival } from '../../../bench/rival/rival.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('gives every program the same input, by turns, this exporter first', async () => {
  const folder = certificateFolder(12, undefined, temporaryFolder());
  const bundle = await shippedBundle();
  const turns: string[] = [];
  try {
    const flags = '--web.listen-address=127.0.0.1:{port} --certificates-glob={glob}';
    const rival = parseRival(`itself=${process.execPath} ${bundle.file} ${flags}`);
    const contest = await holdContest(bundle, [rival], folder, 2, (text) => turns.push(text));
    expect(contest.certificates).toBe(12);
    expect(contest.contestants.map(({ name }) => name)).toEqual(['tls-cert-exporter', 'itself']);
    for (const { inventory, scrapePlain, series, plainBytes } of contest.contestants) {
      expect(inventory.count).toBe(2);
      expect(scrapePlain.count).toBe(200);
      expect(series).toBeGreaterThan(3 * 12);
      expect(plainBytes).toBeGreaterThan(1000);
    }
  } finally {
    bundle.remove();
  }
  const own = 'tls-cert-exporter: run';
  expect(turns).toEqual([`${own} 1 of 2`, 'itself: run 1 of 2', `${own} 2 of 2`, 'itself: run 2 of 2']);
});
