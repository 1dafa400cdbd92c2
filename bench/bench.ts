import { handshakeRows } from './handshakes/single.ts';
import { targetRows } from './handshakes/target-rows.ts';
import { secretRows } from './kubernetes/secret-rows.ts';
import { describeMachine } from './machine.ts';
import { Lab, type Progress } from './measure/lab.ts';
import type { Options } from './options.ts';
import { processorTime, takenByOthers } from './processor-time.ts';
import { type ShippedBundle, shippedBundle } from './program/shipped-bundle.ts';
import type { Report, Row } from './report.ts';
import { holdContest } from './rival/contest.ts';
import type { RowId } from './row-ids.ts';
import { ROWS } from './rows.ts';
import { measureScales } from './scales.ts';

/** Builds the program, measures what was asked for, and removes what it made. @throws BenchError */
export async function bench(options: Options, progress: Progress): Promise<Report> {
  progress('building the bundle');
  const bundle = await shippedBundle();
  try {
    return await measure(options, bundle, progress);
  } finally {
    bundle.remove();
  }
}

async function measure(options: Options, bundle: ShippedBundle, progress: Progress): Promise<Report> {
  const { certificates, runs, only, rivals, probers } = options;
  const before = processorTime();
  const lab = new Lab(bundle, runs, progress);
  const wanted = (id: RowId): boolean => only.length === 0 || only.includes(id);
  const rows: Row[] = [];
  for (const [id, make] of ROWS) if (wanted(id)) rows.push(...(await make(lab, certificates)));
  if (wanted('handshakes')) rows.push(...(await handshakeRows(bundle, probers, runs, progress)));
  if (wanted('targets')) rows.push(...(await targetRows(bundle, progress)));
  if (wanted('kubernetes')) rows.push(...(await secretRows(lab, certificates)));
  const contest =
    rivals.length > 0 && wanted('rivals')
      ? await holdContest(bundle, rivals, lab.folder(certificates), runs, progress)
      : undefined;
  const scales = wanted('scale') ? await measureScales(lab, certificates) : [];
  const machine = describeMachine();
  return {
    date: new Date().toISOString().replace(/\.\d+/, ''),
    machine,
    othersTook: takenByOthers(before, processorTime(), machine.cores),
    input: `one certificate a file (PEM, ECDSA P-256, a subject each, two alternative names), in the page cache; ${runs} runs`,
    rows,
    scales,
    contest,
  };
}
