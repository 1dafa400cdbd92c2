import { expect, it } from 'vitest';
import { buildState } from '../../src/inventory/build.ts';
import { labelValue } from '../../src/inventory/label-value.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import type { Location } from '../../src/model/location.ts';
import { duplicateSeries, openMetricsFaults, parseSamples } from '../support/exposition.ts';
import fc from '../support/fast-check.ts';
import { certificateWith, foundAt, sourceState } from '../support/inventory.ts';
import { inventoryRenderer, plainText, renderedSources } from '../support/rendered.ts';

const problem = (path: string) => ({ reason: 'no_match' as const, detail: '', location: { path } });

it('puts all series of a family together, those of every source', async () => {
  const sources = ['a', 'b'].map((source) =>
    sourceState({ source, certificates: [foundAt(`/${source}`)], problems: [problem('/x')] }),
  );
  const text = await renderedSources(...sources);
  expect(parseSamples(text).map(({ name, labels }) => [name, labels[0]?.[1]])).toEqual(
    [
      'tls_cert_not_after_timestamp_seconds',
      'tls_cert_not_before_timestamp_seconds',
      'tls_cert_info',
      'tls_cert_problem',
    ].flatMap((name) => [
      [name, 'a'],
      [name, 'b'],
    ]),
  );
  expect(openMetricsFaults(`${text}# EOF\n`)).toEqual([]);
});

it('says nothing of a family without a series', async () => {
  expect(await renderedSources(sourceState())).toBe('');
});

it('keeps the blocks of sources that did not change', async () => {
  const renderer = inventoryRenderer();
  const [a, b] = ['a', 'b'].map((source) => sourceState({ source, certificates: [foundAt('/x')] }));
  const before = await renderer.render([a, b] as SourceState[]);
  const changed = { ...(b as SourceState), certificates: [foundAt('/y')] };
  const after = await renderer.render([{ ...(a as SourceState), interval: 5 }, changed]);
  expect(after.blocks[1]).toBe(before.blocks[1]);
  expect(after.blocks[2]).not.toBe(before.blocks[2]);
  expect(await plainText(after)).toContain('source="b",path="/y"');
});

it('forgets a source that is gone', async () => {
  const renderer = inventoryRenderer();
  await renderer.render([sourceState({ certificates: [foundAt('/x')] })]);
  expect(await plainText(await renderer.render([]))).toBe('');
});

it('lets the event loop turn while it renders thousands of certificates', async () => {
  const certificates = Array.from({ length: 5000 }, (_, index) => foundAt(`/${index}`));
  let turns = 0;
  let rendering = true;
  const count = (): void => {
    turns += 1;
    if (rendering) setImmediate(count);
  };
  setImmediate(count);
  await renderedSources(sourceState({ certificates }));
  rendering = false;
  expect(turns).toBeGreaterThan(10);
});

/** Values that are made to look like each other once they are cut, replaced or escaped. */
const LONG = 'x'.repeat(1200);
const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'a"',
    'a\\"',
    'a\n',
    'a\\n',
    '\ud800',
    '\ud801',
    '\ufffd',
    '\0',
    LONG,
    labelValue(LONG),
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const hostileLocation: fc.Arbitrary<Location> = fc.oneof(
  fc.record({ path: hostileText }),
  fc.record({ path: hostileText, entry: hostileText }),
  fc.record({ target: hostileText, module: hostileText }),
);

it('never makes two series that are alike, whatever is found', async () => {
  const certificate = fc.record({
    subject: hostileText,
    role: fc.constantFrom('leaf' as const, 'root' as const),
  });
  const found = fc.array(fc.record({ location: hostileLocation, fields: certificate }), { maxLength: 30 });
  const problems = fc.array(
    hostileLocation.map((location) => ({ reason: 'io_error' as const, detail: '', location })),
  );
  await fc.assert(
    fc.asyncProperty(found, problems, async (places, wrong) => {
      const certificates = places.map(({ location, fields }, index) => ({
        location,
        index,
        certificate: certificateWith(fields),
      }));
      const collection = { certificates, problems: wrong, complete: true };
      const source = { name: 'test', type: 'files' as const, interval: 60 };
      const text = await renderedSources(buildState(source, collection, { timestamp: 1, duration: 1 }));
      expect(duplicateSeries(text)).toEqual([]);
      for (const { labels } of parseSamples(text)) {
        for (const [, value] of labels) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(1024);
      }
    }),
  );
});
