import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { parseShard, resolveShard } from '../../src/config/shard-settings.ts';

it.each([
  '',
  '3',
  '3/3',
  '-1/3',
  '0/0',
  '0/1001',
  'a/3',
  '/3',
  '1.5/3',
  '0/3/3',
  ' 0/3',
  'auto',
  'auto/0',
  '0x1/3',
])('%j is no share', (text) => {
  expect(parseShard(text)).toBeUndefined();
});

it.each([
  ['0/1', { index: 0, count: 1 }],
  ['2/3', { index: 2, count: 3 }],
  ['auto/3', { index: 'auto', count: 3 }],
])('%s is one', (text, shard) => {
  expect(parseShard(text)).toEqual(shard);
});

describe('auto is the ordinal of the pod', () => {
  const auto = { index: 'auto', count: 3 } as const;

  it.each([undefined, '', 'host', 'web-7d9f8b6c5-x2x4z', 'web-1a'])('%j has none', (hostname) => {
    expect(() => resolveShard(auto, hostname ?? '')).toThrow(ConfigError);
  });

  it('is refused where it is not below the count: replicas without a share would look as if all was well', () => {
    expect(() => resolveShard(auto, 'exporter-3')).toThrow(
      'shard auto/3: exporter-3 is pod 4 of 3; the count has to be the number of replicas',
    );
  });

  it('is at the end of its name', () => {
    expect(resolveShard(auto, 'tls-cert-exporter-2')).toEqual({ index: 2, count: 3 });
    expect(resolveShard({ index: 1, count: 3 }, 'whatever')).toEqual({ index: 1, count: 3 });
  });
});

it('reaches objects and targets, and no files; a flag wins over the file', () => {
  const file = parseConfig(
    `shard: { index: 1, count: 4 }
sources: [{ name: a, type: kubernetes }, { name: b, include: [/b] }]
handshake: { targets: [{ target: "a:1" }] }`,
    'test.yml',
  );
  const shards = (flags: Parameters<typeof resolveConfig>[1]) => {
    const { sources, handshake } = resolveConfig(file, flags);
    return [...sources.map((source) => ('shard' in source ? source.shard : 'none')), handshake?.shard];
  };
  const own = { index: 1, count: 4 };
  expect(shards({})).toEqual([own, 'none', own]);
  const flag = { index: 0, count: 2 };
  expect(shards({ shard: flag })).toEqual([flag, 'none', flag]);
});
