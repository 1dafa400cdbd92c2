import { env } from 'node:process';
import fc from 'fast-check';

/**
 * The one way by which tests come to fast-check.
 *
 * - `PROPERTY_SEED`: the inputs are drawn from this seed, so that a run can be repeated. `.ci/run` sets one: its verdict
 *   is on the change, and not on the draw of the day. Everybody else draws anew each time, and is told the seed.
 * - `PROPERTY_RUNS`: how many inputs each property is tried on where its test does not say.
 */
fc.configureGlobal({
  ...(env['PROPERTY_SEED'] !== undefined && { seed: Number(env['PROPERTY_SEED']) }),
  ...(env['PROPERTY_RUNS'] !== undefined && { numRuns: Number(env['PROPERTY_RUNS']) }),
});

export { fc as default };
