import * as z from 'zod';
import { PRESET_NAMES } from './presets.ts';
import { interval } from './schema-parts.ts';
import { pathKeys, sourceName } from './source-schema-parts.ts';

const { exclude, timeout } = pathKeys;

/** A `preset` source as written. */
export const presetSourceSchema = z.strictObject({
  name: sourceName,
  type: z.literal('preset'),
  preset: z.enum(PRESET_NAMES),
  exclude,
  timeout,
  interval: interval.optional(),
});

/** What a `preset` source of a valid configuration file says. */
export type PresetSourceConfig = z.output<typeof presetSourceSchema>;
