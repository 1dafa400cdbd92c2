import { expand } from '../host/expand.ts';
import type { HostFiles } from '../host/host-files.ts';

/** An installation of Python: an interpreter with a standard library, or a virtual environment. */
export interface PythonHome {
  /** Its prefix, `/usr`, `/opt/app/venv`. */
  readonly prefix: string;
  /** `3.11`. */
  readonly version: string;
  /** Where its standard library is, `/usr/lib/python3.11`: of the interpreter that a virtual environment is made of. */
  readonly standardLibrary: string;
  /** Where packages are looked for, the first first. */
  readonly packageFolders: readonly string[];
}

/** Where Python and virtual environments are found; deeper ones are not looked for. */
const PREFIXES = [
  '/usr',
  '/usr/local',
  '/opt/*',
  '/opt/*/*',
  '/srv/*',
  '/srv/*/*',
  '/app',
  '/app/*',
  '/venv',
  '/var/lib/*',
  '/var/lib/*/venv',
  '/usr/lib/*/venv',
  '/root/.pyenv/versions/*',
  '/root/.local/share/uv/python/*',
  '/root/.venv',
  '/root/*',
  '/home/*/.pyenv/versions/*',
  '/home/*/.local/share/uv/python/*',
  '/home/*/*',
  '/home/*/*/.venv',
  '/home/*/*/venv',
];

/** The installations of Python on a host, by their prefixes. */
export function pythonHomes(host: HostFiles): readonly PythonHome[] {
  const seen = new Set<string>();
  return PREFIXES.flatMap((pattern) => expand(host, pattern)).flatMap((prefix) => {
    const resolved = host.resolve(prefix);
    if (resolved === undefined || seen.has(resolved)) return [];
    seen.add(resolved);
    return homesIn(host, prefix);
  });
}

/** The installations with a prefix: one for each version. */
export function homesIn(host: HostFiles, prefix: string): PythonHome[] {
  const base = baseOf(host, prefix);
  return host
    .list(`${prefix}/lib`)
    .map((name) => /^python(\d+\.\d+)$/.exec(name)?.[1])
    .filter((version) => version !== undefined)
    .flatMap((version) => {
      const standardLibrary = `${base}/lib/python${version}`;
      if (host.kind(`${standardLibrary}/lib-dynload`) !== 'folder') return [];
      const major = version.split('.')[0] ?? '3';
      const own = `${prefix}/lib/python${version}`;
      const packageFolders = [
        // Debian's Python looks here for what pip installs.
        ...(prefix === '/usr' ? [`/usr/local/lib/python${version}/dist-packages`] : []),
        `${own}/site-packages`,
        `${prefix}/lib64/python${version}/site-packages`,
        `${own}/dist-packages`,
        `${prefix}/lib/python${major}/dist-packages`,
      ].filter((path) => host.kind(path) === 'folder');
      return [{ prefix, version, standardLibrary, packageFolders }];
    });
}

/** The prefix of the interpreter that a virtual environment is made of (PEP 405), else the prefix itself. */
function baseOf(host: HostFiles, prefix: string): string {
  const configuration = host.read(`${prefix}/pyvenv.cfg`);
  if (typeof configuration === 'string') return prefix;
  const home = /^home\s*=\s*(.+)$/m.exec(configuration.toString('utf8'))?.[1]?.trim();
  return home === undefined ? prefix : home.replace(/\/bin\/?$/, '');
}

/** Where a package of Python is, of the first folder that has it. */
export function packageOf(host: HostFiles, home: PythonHome, name: string): string | undefined {
  return home.packageFolders.map((path) => `${path}/${name}`).find((path) => host.kind(path) === 'folder');
}
