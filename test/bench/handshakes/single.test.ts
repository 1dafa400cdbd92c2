import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { handshakeRows } from '../../../bench/handshakes/single.ts';
import { shippedBundle } from '../../../bench/program/shipped-bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A prober that says without looking that all is well. */
function sham(): string {
  const file = join(temporaryFolder(), 'sham.mjs');
  writeFileSync(
    file,
    `import { createServer } from 'node:http';
     import { readFileSync } from 'node:fs';
     const [, , config, port] = process.argv;
     if (JSON.parse(readFileSync(config, 'utf8')).modules.tls.prober !== 'tcp') process.exit(1);
     createServer((request, response) => response.end('probe_success 1\\n')).listen(Number(port), '127.0.0.1');`,
  );
  return file;
}

it('measures each kind of server, on the schedule and by /probe', { timeout: 120_000 }, async () => {
  const bundle = await shippedBundle();
  try {
    const command = `${process.execPath} ${sham()} {config} {port}`;
    const rows = await handshakeRows(bundle, [{ name: 'sham', command }], 1, () => undefined, 20);
    expect(rows).toHaveLength(12);
    expect(rows.map(({ what }) => what)).toContain(
      'one handshake by /probe, RSA 2048, TLS 1.3: processor time',
    );
    for (const { measured, note } of rows) {
      expect(measured.median).toBeGreaterThanOrEqual(0);
      expect(note).toMatch(/ per second of processor time; sham takes /);
    }
    expect(rows.every(({ goal }) => goal !== undefined)).toBe(true);
  } finally {
    bundle.remove();
  }
});

it('says so where a prober does not succeed', { timeout: 60_000 }, async () => {
  const bundle = await shippedBundle();
  try {
    const broken = { name: 'broken', command: 'false {port}' };
    const rows = handshakeRows(bundle, [broken], 1, () => undefined, 5);
    await expect(rows).rejects.toThrow('broken: no successful probe');
  } finally {
    bundle.remove();
  }
});
