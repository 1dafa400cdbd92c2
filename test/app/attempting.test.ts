import { expect, it, onTestFinished } from 'vitest';
import { Attempting } from '../../src/app/attempting.ts';

function attempting(): Attempting {
  const made = new Attempting({ environment: {} });
  onTestFinished(() => made.close());
  return made;
}

it('shares what can be shared, and the trust for as long as the root is the same', () => {
  const one = attempting();
  const first = one.context(undefined);
  const second = one.context(undefined);
  expect(second).toMatchObject({ trust: first.trust, verifier: first.verifier, reader: first.reader });
  expect(second.trust).toBe(first.trust);
  expect(one.context('/host').trust).not.toBe(first.trust);
  expect(one.context('/host').secureContexts).toBe(first.secureContexts);
});

it('has the clocks of this host', () => {
  const { clock, now } = attempting().context(undefined);
  expect(Math.abs(clock() - Date.now() / 1000)).toBeLessThan(5);
  expect(Math.abs(now() - performance.now())).toBeLessThan(5000);
});
