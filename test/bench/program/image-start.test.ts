import { expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { imageStart } from '../../../bench/program/image-start.ts';

const DOCKERFILE = `ARG BASE
FROM build AS build
ENV BUILD=1
ENTRYPOINT ["other", "other.mjs"]

FROM \${BASE}
ENV NODE_COMPILE_CACHE=/app/cache \\
    A=1 B=two
ENV C=3
ENTRYPOINT ["/nodejs/bin/node", "--flag=1", "--other", "/app/program.mjs", "serve"]
`;

it('reads flags and environment of the last stage alone', () => {
  expect(imageStart(DOCKERFILE)).toEqual({
    nodeFlags: ['--flag=1', '--other'],
    environment: { A: '1', B: 'two', C: '3' },
  });
});

it('understands the Dockerfile of this repository', () => {
  const { nodeFlags, environment } = imageStart();
  expect(nodeFlags.every((flag) => flag.startsWith('--'))).toBe(true);
  expect(environment).not.toHaveProperty('NODE_COMPILE_CACHE');
});

it('an entry point that starts no bundle is an error', () => {
  expect(() => imageStart('\nFROM x\nENTRYPOINT ["sh"]\n')).toThrow(BenchError);
  expect(() => imageStart('\nFROM x\n')).toThrow(BenchError);
});
