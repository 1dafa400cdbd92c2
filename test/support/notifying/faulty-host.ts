import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { builtBundle, startExporter, UNPRIVILEGED } from '../bundle.ts';
import {
  type CertificateOptions,
  createCertificate,
  type GeneratedCertificate,
} from '../certificate-factory.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { createRevocationList } from '../revocation-list-factory.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

/** A certificate with so many days left of a life of so many. */
const aged = (
  subject: string,
  left: number,
  life: number,
  own: CertificateOptions = {},
): GeneratedCertificate =>
  createCertificate({ subject, notBefore: now - (life - left) * DAY, notAfter: now + left * DAY, ...own });
const root = (subject: string, left: number): string => aged(subject, left, 3650, { isAuthority: true }).pem;

const CA = aged('Issuing CA', 1000, 3650, { isAuthority: true });
const served = (subject: string, left: number, life: number, issuer = CA): GeneratedCertificate =>
  aged(subject, left, life, { issuer, sans: ['DNS:localhost'] });

/** Faults of a host, all at once and each by itself, on a machine where a real exporter sees them. */
export interface FaultyHost {
  readonly exporter: ListeningProcess;
  readonly folder: string;
  readonly ports: Ports;
}

/**
 * One exporter with faults of files, sources, targets and rotations. What is as it should be stands beside each, so that an
 * alert about everything would be seen.
 */
export async function faultyHost(): Promise<FaultyHost> {
  const folder = temporaryFolder();
  const write = (path: string, content: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  writeCertificates(write);
  const { ports, targets } = await startServers(write);
  const config = write(
    'config.json',
    JSON.stringify({
      scan: { interval: '1s' },
      sources: [
        { name: 'leaves', type: 'files', include: [`${folder}/leaves/*.crt`] },
        { name: 'roots', type: 'files', include: [`${folder}/roots/bundle.pem`] },
        { name: 'lists', type: 'files', include: [`${folder}/lists/*.crl`] },
        { name: 'broken', type: 'files', include: [`${folder}/broken/*.crt`] },
        { name: 'closed', type: 'files', include: [`${folder}/closed/**/*.crt`] },
      ],
      handshake: {
        interval: '1s',
        timeout: '5s',
        modules: { default: { ca_file: write('ca.pem', CA.pem) } },
        targets,
      },
      ...rotations(folder, write),
    }),
  );
  if (UNPRIVILEGED.uid !== undefined) giveAway(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  const closed = join(folder, 'closed/inner');
  chmodSync(closed, 0o000);
  onTestFinished(() => chmodSync(closed, 0o755));
  const names = ['refused', 'rolled-back', 'failed', 'overdue', 'fine'];
  spawnSync(
    process.execPath,
    [await builtBundle(), 'rotate', `--config.file=${config}`, ...names],
    UNPRIVILEGED,
  );
  const exporter = await startExporter([`--config.file=${config}`]);
  writeFileSync(config, 'scan: { interval: soon }');
  await fetch(`${exporter.url}/-/reload`, { method: 'POST' });
  return { exporter, folder, ports };
}

/** Where each server listens, by its fault. */
export type Ports = Readonly<Record<'fine' | 'expired' | 'refusing' | 'old' | 'chain', number>>;

type Write = (path: string, content: string) => string;

function writeCertificates(write: Write): void {
  write('leaves/fine.crt', aged('fine', 60, 90).pem);
  write('leaves/expired.crt', aged('expired', -1, 90).pem);
  write('leaves/overdue.crt', aged('overdue', 15, 90).pem);
  write('leaves/six-days.crt', aged('six days', 5, 6).pem);
  write('leaves/six-days-overdue.crt', aged('six days overdue', 1, 6).pem);
  write('leaves/tomorrow.crt', aged('tomorrow', 91, 90).pem);
  write('roots/bundle.pem', root('Old Root', -10) + root('Older Root', -20) + root('Good Root', 1000));
  const list = (subject: string, left: number): string =>
    createRevocationList({
      issuer: createCertificate({ subject, isAuthority: true }),
      thisUpdate: now - (20 - left) * DAY,
      nextUpdate: now + left * DAY,
    }).pem;
  write('lists/fine.crl', list('List CA', 15));
  write('lists/expired.crl', list('Expired List CA', -1));
  write('lists/overdue.crl', list('Overdue List CA', 2));
  write('broken/fine.crt', aged('fine beside it', 60, 90).pem);
  write('broken/cut.crt', aged('cut', 60, 90).pem.slice(0, 200));
  write('closed/inner/www.crt', aged('closed', 60, 90).pem);
}

/** Servers, each with one fault of its own. */
async function startServers(write: Write): Promise<{ ports: Ports; targets: readonly object[] }> {
  const fine = served('served fine', 60, 90);
  const old = served('served old', 60, 90);
  const short = aged('Short CA', 30, 3650, { isAuthority: true, issuer: CA });
  const leaf = served('served longer than its CA', 300, 398, short);
  const ports = {
    fine: await listen(serving([fine])),
    expired: await listen(serving([served('served expired', -1, 90)])),
    refusing: await listen(createServer((socket) => socket.destroy())),
    old: await listen(serving([old])),
    chain: await listen(serving([leaf, short])),
  };
  const target = (port: number, own: object = {}): object => ({ target: `localhost:${port}`, ...own });
  const targets = [
    target(ports.fine, { stored: write('stored/fine.crt', fine.pem) }),
    target(ports.expired),
    target(ports.refusing),
    target(ports.old, { stored: write('stored/new.crt', served('served new', 80, 90).pem) }),
    target(ports.chain),
  ];
  return { ports, targets };
}

function serving(chain: readonly GeneratedCertificate[]): ReturnType<typeof createServer> {
  const options: TlsOptions = { key: chain[0]?.privateKeyPem, cert: chain.map(({ pem }) => pem).join('') };
  const server = createTlsServer(options, (socket) => socket.on('error', () => undefined).resume());
  return server.on('tlsClientError', () => undefined);
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Rotations whose next run ends in each way; the one that is overdue has run, and is to run each second. */
function rotations(folder: string, write: Write): object {
  const old = root('Rotated Root', 1000);
  const content = old + root('Another Root', 1000);
  const one = (name: string, own: object = {}, origin = content): object => {
    write(`rotated/${name}/ca.pem`, old);
    return {
      name,
      target: join(folder, `rotated/${name}/ca.pem`),
      content: { file: write(`rotated/${name}/new.pem`, origin) },
      ...own,
    };
  };
  return {
    rotation_directory: join(folder, 'rotation'),
    rotation: [
      one('fine'),
      one('refused', {}, 'no certificate at all'),
      one('rolled-back', { hooks: { reload: [{ command: ['false'] }] } }),
      // What was there before cannot be put back into a folder in which nothing can be written.
      one('failed', {
        hooks: { reload: [{ command: ['sh', '-c', `chmod 555 ${folder}/rotated/failed; false`] }] },
      }),
      one('overdue', { max_age: '1s' }),
      one('never'),
    ],
  };
}

function giveAway(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, name), uid, gid);
  }
}
