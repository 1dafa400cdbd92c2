import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { resolveTrust } from '../../src/config/trust-settings.ts';

const trustOf = (yaml: string, flags = {}) => resolveConfig(parseConfig(yaml, 'config.yml'), flags).trust;
const DEFAULTS = { interval: 900, bundles: [], drift: [], accepted: [] };

it('has defaults for all', () => {
  expect(resolveTrust(undefined)).toEqual(DEFAULTS);
  expect(trustOf('trust: {}')).toEqual(DEFAULTS);
  expect(trustOf('trust: { interval: 1h }')).toEqual({ ...DEFAULTS, interval: 3600 });
});

it('is in force where it is written, and where nothing says what to look at', () => {
  expect(trustOf('')).toEqual(DEFAULTS);
  expect(trustOf('', { directories: ['/etc/nginx'] })).toBeUndefined();
  expect(trustOf('sources: []')).toBeUndefined();
  expect(trustOf('{ sources: [], trust: {} }')).toEqual(DEFAULTS);
});
