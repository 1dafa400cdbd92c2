import type { CertificateFolder } from '../input/certificate-folder.ts';
import type { Progress } from '../measure/lab.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import type { Contest } from '../report.ts';
import { spread } from '../statistics.ts';
import { type Meeting, meet, type Program } from './meeting.ts';
import { type Rival, shellCommand } from './rival.ts';

/**
 * Gives every program the same folder, by turns: each run is one of ours and one of every rival, so that a machine
 * that grows slower does so for all of them.
 */
export async function holdContest(
  bundle: ShippedBundle,
  rivals: readonly Rival[],
  folder: CertificateFolder,
  runs: number,
  progress: Progress,
): Promise<Contest> {
  const programs = [exporterProgram(bundle, folder), ...rivals.map((rival) => rivalProgram(rival, folder))];
  const meetings = new Map<string, Meeting[]>(programs.map(({ name }) => [name, []]));
  for (let run = 1; run <= runs; run++) {
    for (const program of programs) {
      progress(`${program.name}: run ${run} of ${runs}`);
      meetings.get(program.name)?.push(await meet(program, folder.certificates));
    }
  }
  const contestants = programs.map(({ name }) => {
    const all = meetings.get(name) ?? [];
    return {
      name,
      inventory: spread(all.map((one) => one.inventory)),
      scrapePlain: spread(all.flatMap((one) => one.scrapePlain)),
      scrapeGzip: spread(all.flatMap((one) => one.scrapeGzip)),
      memory: spread(all.map((one) => one.memory)),
      plainBytes: all[0]?.plainBytes ?? 0,
      gzipBytes: all[0]?.gzipBytes ?? 0,
      series: all[0]?.series ?? 0,
    };
  });
  return { certificates: folder.certificates, contestants };
}

function exporterProgram(bundle: ShippedBundle, folder: CertificateFolder): Program {
  return {
    name: 'tls-cert-exporter',
    file: process.execPath,
    args: (port) => [
      ...bundle.nodeFlags,
      bundle.file,
      `--certificates-dir=${folder.path}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    environment: { ...bundle.environment, NODE_COMPILE_CACHE: bundle.compileCache },
  };
}

function rivalProgram(rival: Rival, { path, glob }: CertificateFolder): Program {
  return {
    name: rival.name,
    file: '/bin/sh',
    args: (port) => ['-c', shellCommand(rival, { dir: path, glob, port })],
    environment: {},
  };
}
