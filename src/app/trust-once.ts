import type { Config } from '../config/config.ts';
import type { TrustSettings } from '../config/trust-settings.ts';
import type { RuntimeTrust } from '../model/trust.ts';
import type { TrustReport } from '../model/trust-audit.ts';
import type { ProcessTrust, SeenContents } from '../model/trust-processes.ts';
import { auditHost } from '../trust/audit/audit-host.ts';
import { BUNDLE_FILES, BUNDLE_FOLDERS, JAVA_STORES } from '../trust/audit/bundle-places.ts';
import { mountedHost } from '../trust/audit/mounted-host.ts';
import { SeenPaths } from '../trust/audit/seen-paths.ts';
import { auditProcesses } from '../trust/processes/audit-processes.ts';
import { runtimeTrusts } from '../trust/runtimes/runtime-trust.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';

/** What is asked of one look at what a host trusts. */
export interface TrustLook {
  readonly settings: TrustSettings;
  /** Where the host's root folder is mounted; undefined where it is this process's own. */
  readonly root: Config['root'];
  /** That of the programs whose trust is asked for; it counts on this host alone. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the look before this one saw in the places of processes; undefined at the first. */
  readonly contents?: SeenContents | undefined;
}

/** Looks once at what a host trusts, and at the processes that run on it. */
export async function trustOnce(look: TrustLook): Promise<TrustReport> {
  const report = await trustWithoutProcesses(look);
  return { ...report, processes: lookAtProcesses(look) };
}

/**
 * Looks once at what a host trusts: every runtime, and the bundles of the distribution, of the runtimes and of the
 * settings. Runs none of the programs that it finds. Takes a second or two, most of them without giving way.
 */
export async function trustWithoutProcesses(look: TrustLook): Promise<TrustReport> {
  const { settings, root = '/', environment } = look;
  const host = mountedHost(root);
  const now = Date.now() / 1000;
  const seen = new SeenPaths(root);
  // The runtimes read these before the audit does: what is replaced in between has changed.
  for (const path of [...BUNDLE_FILES, ...JAVA_STORES, ...BUNDLE_FOLDERS, ...settings.bundles])
    seen.note(path);
  const runtimes = runtimeTrusts({ host, environment: root === '/' ? environment : {} });
  const audit = await auditHost({
    root,
    now,
    reader: new CertificateReader(),
    bundles: settings.bundles,
    found: pathsOf(runtimes),
    pairs: settings.drift,
    accepted: new Set(settings.accepted),
    seen,
  });
  return { ...audit, runtimes, processes: undefined, lookedAt: now };
}

/** Looks at the processes of the host: at files that other users choose, on file systems that they may have made. */
export function lookAtProcesses({ root = '/', contents = new Map() }: TrustLook): ProcessTrust | undefined {
  return auditProcesses({ root, clock: () => Date.now() / 1000, before: contents });
}

/** Where runtimes look; what is not there is for them to say. Relative paths mean something only to a process. */
function pathsOf(runtimes: readonly RuntimeTrust[]): string[] {
  const paths = runtimes.flatMap(({ locations }) => locations.map(({ path }) => path));
  return [...new Set(paths)].filter((path) => path.startsWith('/'));
}
