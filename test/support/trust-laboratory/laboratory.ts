import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '../../../src/model/trust.ts';
import { createHostFiles, type HostFiles } from '../../../src/trust/host/host-files.ts';
import { Binaries } from '../../../src/trust/host/libraries.ts';
import { AnchorLoader } from '../../../src/trust/runtimes/anchor-loader.ts';
import { RULE_OF } from '../../../src/trust/runtimes/rules.ts';
import { trustOf } from '../../../src/trust/runtimes/runtime-trust.ts';
import { fingerprintSha256 } from '../../../src/x509/read-certificate.ts';
import { authority } from '../pki.ts';
import type { LaboratoryRoots } from './bundles.ts';
import { ask, clientOf } from './clients.ts';
import { askedServer } from './https-server.ts';

/** Programs that run at the same time. */
const AT_ONCE = 2;

/** One question to one program: does it trust the server, in this environment? */
export interface Experiment {
  readonly name: string;
  readonly runtime: Runtime;
  readonly environment: Readonly<Record<string, string>>;
  /** What the program is run by, where it needs another view of the file system. */
  readonly wrapper?: readonly string[];
  /** The host as the program sees it, where that is not as this process does. */
  readonly host?: HostFiles;
}

/** What came of experiments, as `trusts` or `does not` by the experiment's name. */
export interface Outcome {
  /** As the models say. */
  readonly modelled: Readonly<Record<string, string>>;
  /** As the programs did. */
  readonly seen: Readonly<Record<string, string>>;
  /** The last words of programs of which the model says something else, for people. */
  readonly said: Readonly<Record<string, string>>;
}

/** Where a model and a real program are held side by side. */
export interface Laboratory extends AsyncDisposable {
  readonly folder: string;
  readonly roots: LaboratoryRoots;
  run(experiments: readonly Experiment[]): Promise<Outcome>;
}

/** Opens a server whose certificate is from the wanted root. */
export async function laboratory(): Promise<Laboratory> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-trust-'));
  const roots = {
    wanted: authority('Wanted Root'),
    before: authority('Root Before'),
    after: authority('Root After'),
  };
  mkdirSync(join(folder, 'programs'));
  const programs = join(folder, 'programs');
  const server = await askedServer(roots.wanted);
  const model = modelOf(roots.wanted.der);
  let asked = 0;
  return {
    folder,
    roots,
    async run(experiments) {
      const said: Record<string, string> = {};
      const seen: Record<string, string> = {};
      const left = [...experiments];
      const work = async (): Promise<void> => {
        for (let each = left.shift(); each !== undefined; each = left.shift()) {
          const path = `experiment-${++asked}`;
          const client = clientOf(each.runtime, programs);
          const text = await ask(
            client,
            server.port,
            path,
            { HOME: folder, ...each.environment },
            each.wrapper,
          );
          const trusts = server.asked.has(path);
          seen[each.name] = words(trusts);
          said[each.name] = text.trim().split('\n').at(-1) ?? '';
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      const modelled = experiments.map((each) => [
        each.name,
        words(model(each, clientOf(each.runtime, programs).installation)),
      ]);
      const inOrder = experiments.map(({ name }) => [name, seen[name]]);
      for (const [name, verdict] of modelled) if (verdict === seen[name ?? '']) delete said[name ?? ''];
      return { modelled: Object.fromEntries(modelled), seen: Object.fromEntries(inOrder), said };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function words(trusts: boolean): string {
  return trusts ? 'trusts' : 'does not';
}

/** Whether the models say that the root is among the anchors of an installation. */
function modelOf(root: Buffer): (experiment: Experiment, installation: string) => boolean {
  const own = createHostFiles({ root: '/', locate: (path) => path });
  const binaries = new Binaries(own);
  const loaders = new Map<HostFiles, AnchorLoader>();
  const fingerprint = fingerprintSha256(root);
  return ({ runtime, environment, host = own }, wanted) => {
    const surroundings = { host, binaries, environment };
    const rule = RULE_OF[runtime];
    const found = rule.installations(surroundings).find((path) => path.startsWith(wanted)) ?? wanted;
    const loader = loaders.get(host) ?? new AnchorLoader(host);
    loaders.set(host, loader);
    return trustOf(rule.choose(found, surroundings), loader).fingerprints.includes(fingerprint);
  };
}
