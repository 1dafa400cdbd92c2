import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RIVAL_FLAGS } from '../../src/cli/rival-flags.ts';
import { serve } from '../../src/cli/serve.ts';
import { configKeys } from '../../src/config/keys.ts';

const MIGRATION = readFileSync(join(import.meta.dirname, '../../docs/migration.md'), 'utf8');
const OURS = serve.flags.map(({ name }) => `--${name}`);

it.each([...RIVAL_FLAGS])('%s is in docs/migration.md, and %s is there', (flag, here) => {
  const written = `${flag.length === 1 ? '-' : '--'}${flag}`;
  expect(MIGRATION).toContain(`\`${written}\``);
  for (const [ours] of here.matchAll(/--[\w.-]+/g)) expect(OURS).toContain(ours);
  for (const [key] of here.matchAll(/(?:sources\[\]|handshake)[.\w]+/g)) expect(configKeys()).toContain(key);
});

it('takes no flag of ours for that of another', () => {
  expect(OURS.filter((flag) => RIVAL_FLAGS.has(flag.slice(2)))).toEqual([]);
});
