import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { runProgram } from '../support/programs.ts';
import { makeRivalInputs, RIVAL_INPUTS, rivalToolsMissing, STOREPASS } from '../support/rival-inputs.ts';

/** What `check --output=json` says, as far as it is needed here. */
interface Checked {
  readonly certificates: readonly { readonly path: string; readonly not_after: string }[];
  readonly revocation_lists: readonly { readonly path: string; readonly next_update: string }[];
  readonly problems: readonly object[];
}

const SLOW = 180_000;
const seconds = (time: string): number => Date.parse(time) / 1000;
const ascending = (times: readonly number[]): number[] => times.toSorted((a, b) => a - b);

// Objects of Kubernetes, by the same rule, are in kubernetes-objects.test.ts and rival-objects.test.ts.
describe.skipIf(rivalToolsMissing('what other exporters read'))(
  'what other exporters of certificates read out of files',
  () => {
    let folder: string;
    let checked: Checked;

    beforeAll(async () => {
      folder = makeRivalInputs();
      writeFileSync(join(folder, 'passphrase'), STOREPASS);
      const source = (name: string, type: string, include: readonly string[]) => ({
        name,
        type,
        include: include.map((glob) => join(folder, glob)),
      });
      const passphrases = [{ file: join(folder, 'passphrase') }, { empty: true }];
      const sources = [
        source('files', 'files', ['{cert,both,t}.pem', '*.der', '*.crl']),
        { ...source('keystores', 'keystores', ['*.p12', '*.pfx', '*.jks', '*.jceks']), passphrases },
        source('kubeconfigs', 'kubeconfigs', ['*.conf']),
      ];
      const config = join(folder, 'config.yml');
      writeFileSync(config, JSON.stringify({ sources }));
      const args = [await builtBundle(), 'check', `--config.file=${config}`, '--output=json'];
      const { stdout, stderr } = runProgram(process.execPath, args);
      expect(stderr).toBe('');
      checked = JSON.parse(stdout) as Checked;
    }, SLOW);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('is read without a problem', () => {
      expect(checked.problems).toEqual([]);
    });

    it.each(RIVAL_INPUTS)('$what: with the expiry that its tool prints', ({ file, ends }) => {
      const path = join(folder, file);
      const found = [
        ...checked.certificates.filter((one) => one.path === path).map((one) => seconds(one.not_after)),
        ...checked.revocation_lists.filter((one) => one.path === path).map((one) => seconds(one.next_update)),
      ];
      const expected = ends(folder);
      expect(expected.length).toBeGreaterThan(0);
      expect(ascending(found)).toEqual(ascending(expected));
    });
  },
);
