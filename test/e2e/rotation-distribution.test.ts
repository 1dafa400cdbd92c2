import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { anchor } from '../support/rotation-laboratory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SOURCE = '/usr/local/share/ca-certificates';
const IN_PLACE =
  'mount --bind "$1" /etc/ssl && mount --bind "$2" /usr/local/share/ca-certificates && shift 2 && exec "$@"';

interface Run {
  readonly result: string;
  readonly reason: string;
  readonly hooks: readonly { readonly stage: string; readonly ok: boolean }[];
}

/** The distribution's own folders, copied and mounted in their places for the processes of a test alone. */
function laboratory() {
  const root = temporaryFolder();
  const [ssl, local, config] = ['ssl', 'local', 'config.yml'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(local);
  // Whatever this host trusts of its own stays in the bundle that is made.
  if (existsSync(SOURCE)) cpSync(SOURCE, local, { recursive: true, verbatimSymlinks: true });
  cpSync('/etc/ssl/certs', join(ssl, 'certs'), { recursive: true, verbatimSymlinks: true });
  const bundle = join(ssl, 'certs/ca-certificates.crt');
  return {
    root,
    bundle: () => readFileSync(bundle, 'utf8'),
    setBundle: (content: string) => writeFileSync(bundle, content),
    file: join(local, 'corp.crt'),
    configure: (content: string, verify: readonly string[]) => {
      writeFileSync(join(root, 'corp.pem'), content);
      const rotation = {
        name: 'corp',
        target: { tool: 'update-ca-certificates', path: `${SOURCE}/corp.crt` },
        content: { file: join(root, 'corp.pem') },
        hooks: { reload: [{ command: ['true'] }], verify: [{ command: verify }] },
      };
      writeFileSync(
        config,
        JSON.stringify({ rotation_directory: join(root, 'rotation'), rotation: [rotation] }),
      );
    },
    rotate: async (): Promise<Run | undefined> => {
      const program = [
        process.execPath,
        await builtBundle(),
        'rotate',
        '--config.file',
        config,
        '--output=json',
      ];
      const args = ['--mount', 'sh', '-c', IN_PLACE, 'sh', ssl, local, ...program];
      const { stdout, stderr } = runProgram('unshare', args);
      if (stdout === '') throw new Error(stderr);
      return (JSON.parse(stdout) as { runs: Run[] }).runs.at(-1);
    },
  };
}

const anchorsIn = (bundle: string): number => bundle.split('BEGIN CERTIFICATE').length - 1;
const stagesOf = (run: Run | undefined): string[] | undefined =>
  run?.hooks.map(({ stage, ok }) => `${stage} ${ok}`);

describe.skipIf(programMissing('update-ca-certificates') || mayNotMount())(
  "the distribution's own tool",
  () => {
    it('makes the bundle of a new root, once, and again where somebody has taken it out of the bundle', async () => {
      const lab = laboratory();
      const before = lab.bundle();
      lab.configure(anchor('Corp Root'), ['grep', '-q', 'BEGIN', '/etc/ssl/certs/ca-certificates.crt']);
      const rotated = await lab.rotate();
      expect(rotated).toMatchObject({ result: 'rotated' });
      expect(stagesOf(rotated)).toEqual(['tool true', 'reload true', 'verify true']);
      expect(lab.bundle()).toContain(anchor('Corp Root'));
      expect(anchorsIn(lab.bundle())).toBe(anchorsIn(before) + 1);
      expect(await lab.rotate()).toMatchObject({ result: 'unchanged', hooks: [] });

      lab.setBundle(before);
      const again = await lab.rotate();
      expect(again).toMatchObject({
        result: 'rotated',
        reason: expect.stringContaining('the bundle has what'),
      });
      expect(lab.bundle()).toContain(anchor('Corp Root'));
    });

    it('makes the bundle of before again where a hook fails', async () => {
      const lab = laboratory();
      const before = lab.bundle();
      lab.configure(anchor('Corp Root'), ['false']);
      const run = await lab.rotate();
      expect(run).toMatchObject({
        result: 'rolled_back',
        reason: expect.stringContaining('was loaded again'),
      });
      expect(stagesOf(run)).toEqual([
        'tool true',
        'reload true',
        'verify false',
        'tool_after_rollback true',
        'reload_after_rollback true',
      ]);
      expect(existsSync(lab.file)).toBe(false);
      expect(lab.bundle()).not.toContain(anchor('Corp Root'));
      expect(anchorsIn(lab.bundle())).toBe(anchorsIn(before));
    });
  },
);

/** True where no mount namespace can be made, said aloud; never in CI. */
function mayNotMount(): boolean {
  if (process.env['CI'] || runProgram('unshare', ['--mount', 'true']).status === 0) return false;
  process.stderr.write("\nSKIPPED: the distribution's tool: this user may not make a mount namespace.\n\n");
  return true;
}
