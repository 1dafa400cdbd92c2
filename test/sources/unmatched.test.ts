import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wantedBy } from '../../src/sources/files-settings.ts';
import { createKernelResolver } from '../../src/sources/kernel-resolver.ts';
import { unmatchedPatterns } from '../../src/sources/unmatched.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('tells a missing path from a pattern without a match, and is silent on the rest', () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'empty'));
  const { includes } = wantedBy({
    include: [`${folder}/a`, `${folder}/*.crt`, '/', `${folder}/found`, `${folder}/blocked/*`],
    directories: [`${folder}/empty`, `${folder}/gone`],
  });
  const troubles = unmatchedPatterns(includes, new Set([3]), new Set([4]), createKernelResolver());
  expect(troubles.map(({ path, finding }) => [path, finding.reason])).toEqual([
    [`${folder}/a`, 'not_found'],
    [`${folder}/*.crt`, 'no_match'],
    ['/', 'not_regular_file'],
    [`${folder}/empty`, 'no_match'],
    [`${folder}/gone`, 'not_found'],
  ]);
});
