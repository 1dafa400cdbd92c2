import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Body, gzipBody, plainBody, renderFresh } from '../../src/metrics/exposition.ts';
import type { Format } from '../../src/metrics/format.ts';
import { PlainForm } from '../../src/metrics/plain-form.ts';
import { EMPTY_SEGMENT } from '../../src/metrics/segment.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { openMetricsFaults } from '../support/exposition.ts';
import { foundAt, sourceState } from '../support/inventory.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { inventoryRenderer } from '../support/rendered.ts';
import { snapshotOf } from '../support/snapshot.ts';

const ORDINARY = sourceState({
  source: 'node-pki',
  certificates: [
    foundAt('/etc/kubernetes/pki/ca.crt', {
      role: 'root',
      subject: 'CN=kubernetes',
      issuer: 'CN=kubernetes',
    }),
    foundAt('/etc/nginx/tls/tls.crt', { notBefore: 1_735_689_600, notAfter: 2_051_222_400 }),
  ],
  problems: [
    { reason: 'malformed_pem', detail: 'Block 2 has no end.', location: { path: '/etc/nginx/old.pem' } },
  ],
});
const HOSTILE = sourceState({
  source: 'a "quoted" source',
  type: 'files',
  certificates: [
    foundAt('/a\nb\\c"d', { subject: 'CN=<script>alert(1)</script>', sans: [] }),
    foundAt('/é/日本', { subject: `CN=${'长'.repeat(500)}`, notAfter: -1, notBefore: -62_135_596_800 }),
    foundAt('/\ud800', { subject: '', serialNumber: '-7f', notAfter: 253_402_300_799 }),
  ],
});

async function bodies(format: Format, ...sources: SourceState[]): Promise<{ plain: Body; gzip: Body }> {
  const segment = await inventoryRenderer().render(sources);
  const fresh = renderFresh(snapshotOf(...sources), format);
  const kept = await new PlainForm().pieces([segment], 0);
  return { plain: plainBody(kept, fresh), gzip: gzipBody([segment], fresh) };
}
const whole = ({ pieces }: Body): Buffer => Buffer.concat(pieces);

const CASES: readonly (readonly [string, readonly SourceState[]])[] = [
  ['empty', []],
  ['ordinary', [ORDINARY]],
  ['hostile', [ORDINARY, HOSTILE, sourceState({ source: 'new', lastCollection: undefined })]],
];

it.each(CASES)('prints the text format of an inventory that is %s', async (name, sources) => {
  const { plain } = await bodies('text', ...sources);
  await expect(whole(plain).toString()).toMatchFileSnapshot(`../golden/${name}.prom`);
});

it.each(CASES)('prints the OpenMetrics of an inventory that is %s', async (name, sources) => {
  const { plain } = await bodies('openmetrics', ...sources);
  expect(openMetricsFaults(whole(plain).toString())).toEqual([]);
  await expect(whole(plain).toString()).toMatchFileSnapshot(`../golden/${name}.openmetrics`);
});

it.skipIf(programMissing('promtool')).each(CASES)(
  'prints what promtool has nothing against: %s',
  async (_, sources) => {
    const { plain } = await bodies('text', ...sources);
    const result = runProgram('promtool', ['check', 'metrics'], whole(plain));
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

it.each(CASES)('compresses to one member of gzip that holds the same text: %s', async (_, sources) => {
  const { plain, gzip } = await bodies('text', ...sources);
  expect(gzip.length).toBe(whole(gzip).length);
  expect(gunzipSync(whole(gzip))).toEqual(whole(plain));
  expect(whole(gzip).readUInt32LE(gzip.length - 4)).toBe(plain.length);
});

it.skipIf(programMissing('gunzip'))('compresses to what gunzip accepts', async () => {
  const { plain, gzip } = await bodies('text', ORDINARY, HOSTILE);
  expect(runProgram('gunzip', ['-t'], whole(gzip))).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(runProgram('gunzip', ['-c'], whole(gzip)).stdout).toBe(whole(plain).toString());
});

it('puts any number of segments together', async () => {
  const segments = [
    await inventoryRenderer().render([ORDINARY]),
    EMPTY_SEGMENT,
    await inventoryRenderer().render([HOSTILE]),
  ];
  expect(gunzipSync(whole(gzipBody(segments, 'x 1\n')))).toEqual(
    whole(plainBody(await new PlainForm().pieces(segments, 0), 'x 1\n')),
  );
});
