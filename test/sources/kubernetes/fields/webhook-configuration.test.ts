import { expect, it } from 'vitest';
import { webhookFields } from '../../../../src/sources/kubernetes/fields/webhook-configuration.ts';
import { NameMatcher } from '../../../../src/sources/kubernetes/name-matcher.ts';

const fields = (webhooks: unknown) =>
  webhookFields({ metadata: { name: 'x' }, webhooks }, new NameMatcher([])).map(({ key, value }) => [
    key,
    value,
  ]);

it.each([undefined, null, 'text', {}, [null, 7, 'text', {}, { clientConfig: null }]])(
  'finds nothing in webhooks that are %j',
  (webhooks) => {
    expect(fields(webhooks)).toEqual([]);
  },
);

it('numbers those of one name by their order, whichever of them have a bundle', () => {
  const hook = (name: unknown, caBundle?: unknown) => ({ name, clientConfig: { caBundle } });
  expect(fields([hook('a', 'QQ=='), hook('a'), hook('a', 'Qg=='), hook(7, 'Qw=='), hook('b', 8)])).toEqual([
    ['webhooks[a].clientConfig.caBundle', 'QQ=='],
    ['webhooks[a#2].clientConfig.caBundle', 'Qg=='],
    ['webhooks[].clientConfig.caBundle', 'Qw=='],
  ]);
});
