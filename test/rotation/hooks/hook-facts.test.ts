import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROTATION_RESULTS } from '../../../src/model/rotation.ts';
import { HOOK_PATH, hookEnvironment } from '../../../src/rotation/hooks/hook-facts.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../../docs/rotation.md'), 'utf8');
const FACTS = {
  rotation: 'corp-roots',
  target: '/etc/ssl/corp.pem',
  backup: undefined,
  sha256Before: undefined,
  sha256After: 'a'.repeat(64),
  added: 1,
  removed: 2,
};

/** What stands in backquotes in the first column of the tables of a section. */
function firstColumn(title: string): string[] {
  const section = DOCS.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  );
}

describe('the environment of a hook', () => {
  it('holds what the documentation says, and nothing else', () => {
    const environment = hookEnvironment(FACTS, 'reload');
    expect(firstColumn('Hooks').toSorted()).toEqual(Object.keys(environment).toSorted());
    expect(DOCS).toContain(HOOK_PATH);
  });

  it('has an empty text for what is not known', () => {
    expect(hookEnvironment(FACTS, 'reload')).toMatchObject({
      TLS_ROTATION_BACKUP: '',
      TLS_ROTATION_SHA256_BEFORE: '',
      TLS_ROTATION_REMOVED: '2',
    });
  });
});

it('the documentation says of each result what to do', () => {
  expect(firstColumn('One run').toSorted()).toEqual(ROTATION_RESULTS.toSorted());
});
