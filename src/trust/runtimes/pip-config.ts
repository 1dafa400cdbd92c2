import { atHome } from './at-home.ts';
import type { Surroundings } from './choice.ts';

/** Under this name all configuration files are switched off (pip's documentation, Configuration). */
const NONE = '/dev/null';

/**
 * The bundle that pip's configuration files name for all commands (`cert` in the section `global`): that of
 * PIP_CONFIG_FILE before that of the installation, of the user, and of the host. Where PIP_CONFIG_FILE is there, the
 * user's are not read.
 *
 * @param prefix Of the Python that pip belongs to.
 */
export function pipCert(
  { host, environment }: Pick<Surroundings, 'host' | 'environment'>,
  prefix: string,
): string | undefined {
  const { PIP_CONFIG_FILE, XDG_CONFIG_DIRS, XDG_CONFIG_HOME, HOME } = environment;
  if (PIP_CONFIG_FILE === NONE) return undefined;
  const isNamed = PIP_CONFIG_FILE !== undefined && host.kind(PIP_CONFIG_FILE) === 'file';
  const own = XDG_CONFIG_HOME || (HOME && `${HOME}/.config`);
  const paths = [
    PIP_CONFIG_FILE,
    `${prefix}/pip.conf`,
    !isNamed && own && `${own}/pip/pip.conf`,
    !isNamed && HOME && `${HOME}/.pip/pip.conf`,
    '/etc/pip.conf',
    ...(XDG_CONFIG_DIRS || '/etc/xdg').split(':').map((folder) => `${folder}/pip/pip.conf`),
  ];
  for (const path of paths) {
    const bytes = path ? host.read(path) : '';
    const cert = typeof bytes === 'string' ? undefined : certIn(bytes.toString('utf8'));
    if (cert !== undefined) return atHome(cert, environment);
  }
  return undefined;
}

/** `cert` of the section `global` (configparser of Python's standard library). */
function certIn(text: string): string | undefined {
  let isGlobal = false;
  let cert: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (section !== undefined) isGlobal = section === 'global';
    if (isGlobal) cert = /^cert\s*[=:]\s*(.*)$/i.exec(line)?.[1]?.trim() || cert;
  }
  return cert;
}
