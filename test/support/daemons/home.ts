import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one daemon, with a certificate, removed when it stops. */
export interface DaemonHome {
  readonly path: string;
  /** A loopback address that nothing else listens on, so that every port of it is free. */
  readonly address: string;
  /** PEM files of a self-signed certificate for `server.example` and its key. */
  readonly certificate: string;
  readonly key: string;
  /** Whose the folder is; empty where the test is not run by root and has no choice. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Writes a file of that user and gives its path. */
  write(name: string, text: string): Promise<string>;
  /** Makes a folder of that user and gives its path. */
  folder(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** Makes the home of a daemon that runs as `user`. */
export async function daemonHome(user: string): Promise<DaemonHome> {
  const path = await mkdtemp(join(tmpdir(), 'daemon-'));
  const identity: DaemonHome['identity'] = process.getuid?.() === 0 ? identityOf(user) : {};
  const own = async (file: string): Promise<string> => {
    const { uid, gid } = identity;
    if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
    return file;
  };
  await chmod(path, 0o755);
  await own(path);
  const certificate = join(path, 'tls.crt');
  const key = join(path, 'tls.key');
  execFileSync(
    'openssl',
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=server.example'
      .split(' ')
      .concat('-addext', 'subjectAltName=DNS:server.example', '-keyout', key, '-out', certificate),
    { stdio: 'pipe' },
  );
  await chmod(key, 0o600);
  await own(key);
  await own(certificate);
  return {
    path,
    address: `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`,
    certificate,
    key,
    identity,
    async write(name, text) {
      await writeFile(join(path, name), text);
      return own(join(path, name));
    },
    async folder(name) {
      await mkdir(join(path, name), { recursive: true });
      return own(join(path, name));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** The numbers of a user in /etc/passwd. */
function identityOf(user: string): { uid: number; gid: number } {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === user);
  if (entry === undefined) throw new Error(`there is no user ${user}`);
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
