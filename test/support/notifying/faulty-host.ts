import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startExporter, UNPRIVILEGED } from '../bundle.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { aged, agedList, agedRoot, type Write, writeInto } from './aged.ts';
import { rotate, rotations } from './faulty-rotations.ts';
import { type FaultyServers, faultyServers, type Ports } from './faulty-servers.ts';

export interface FaultyHost {
  readonly exporter: ListeningProcess;
  readonly folder: string;
  readonly ports: Ports;
  /** Makes all of it as it should be. */
  readonly mend: () => Promise<void>;
}

/**
 * One exporter with faults of files, sources, targets, rotations and of its own, all at once and each by itself. What is as
 * it should be stands beside each, so that an alert about everything would be seen.
 */
export async function faultyHost(): Promise<FaultyHost> {
  const folder = temporaryFolder();
  const write = writeInto(folder);
  const servers = await faultyServers(write);
  writeCertificates(write, false);
  const config = write('config.json', configuration(folder, write, servers, false));
  giveAway(folder);
  const closed = join(folder, 'closed/inner');
  chmodSync(closed, 0o000);
  onTestFinished(() => chmodSync(closed, 0o755));
  await rotate(config, 'fine', 'refused', 'rolled-back', 'failed', 'overdue');
  const exporter = await startExporter([`--config.file=${config}`]);
  const reload = (): Promise<Response> => fetch(`${exporter.url}/-/reload`, { method: 'POST' });
  write('config.json', 'scan: { interval: soon }');
  await reload();
  const mend = async (): Promise<void> => {
    writeCertificates(write, true);
    chmodSync(closed, 0o755);
    write('config.json', configuration(folder, write, servers, true));
    giveAway(folder);
    await rotate(config);
    await reload();
    servers.mend();
  };
  return { exporter, folder, ports: servers.ports, mend };
}

function configuration(folder: string, write: Write, servers: FaultyServers, isMended: boolean): string {
  const module = { ca_file: write('ca.pem', servers.root) };
  const source = (name: string, place: string): object => ({
    name,
    type: 'files',
    include: [`${folder}/${place}`],
  });
  return JSON.stringify({
    scan: { interval: '1s' },
    sources: [
      source('leaves', 'leaves/*.crt'),
      source('roots', 'roots/bundle.pem'),
      source('lists', 'lists/*.crl'),
      source('broken', 'broken/*.crt'),
      source('closed', 'closed/**/*.crt'),
    ],
    handshake: {
      interval: '1s',
      modules: { default: module, patient: { ...module, ...servers.patience } },
      targets: servers.targets,
    },
    ...rotations(folder, write, isMended),
  });
}

function writeCertificates(write: Write, isMended: boolean): void {
  const either = (faulty: string, mended: string): string => (isMended ? mended : faulty);
  const leaf = (name: string, left: number, life = 90): string =>
    either(aged(name, left, life).pem, aged(name, life, life).pem);
  write('leaves/fine.crt', leaf('fine', 60));
  write('leaves/expired.crt', leaf('expired', -1));
  const issuer = aged('Issuing Root', 1000, 3650, { isAuthority: true });
  const issuing = { isAuthority: true, issuer };
  write('leaves/issuing.crt', aged('Expired Issuing', isMended ? 300 : -1, 900, issuing).pem);
  write('leaves/soon.crt', leaf('soon', 5));
  write('leaves/overdue.crt', leaf('overdue', 15));
  write('leaves/six-days.crt', leaf('six days', 5, 6));
  write('leaves/six-days-overdue.crt', leaf('six days overdue', 1, 6));
  write('leaves/tomorrow.crt', leaf('tomorrow', 91));
  const expired = agedRoot('Old Root', -10) + agedRoot('Older Root', -20);
  write('roots/bundle.pem', either(expired, '') + agedRoot('Good Root'));
  write('lists/fine.crl', agedList('List CA', 15));
  write('lists/expired.crl', agedList('Expired List CA', isMended ? 15 : -1));
  write('lists/overdue.crl', agedList('Overdue List CA', isMended ? 15 : 2));
  write('broken/fine.crt', leaf('fine beside it', 60));
  const cut = aged('cut', 60, 90).pem;
  write('broken/cut.crt', either(cut.slice(0, 200), cut));
  write('closed/inner/www.crt', aged('closed', 60, 90).pem);
}

/** To the user as whom the exporter runs, where that is another one. */
function giveAway(folder: string): void {
  const { uid, gid } = UNPRIVILEGED;
  if (uid === undefined) return;
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(folder, name), uid, gid);
  }
}
