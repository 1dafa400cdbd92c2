import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import type { RotationRun, RotationState } from '../../model/rotation.ts';
import { rotationRunJson } from '../../model/rotation-json.ts';
import { readBounded } from '../../trust/audit/read-bounded.ts';
import { replaceFile, syncFolder } from '../swap/durable-file.ts';
import { errorInWords } from '../swap/error-in-words.ts';
import { holding } from '../swap/lock.ts';
import { keyOf, makeFolders, sweepTemporaries, temporaryIn } from '../swap/own-names.ts';
import { countRun } from './count-run.ts';
import { recordPlace, statePlace } from './places.ts';
import { RecordError } from './record-error.ts';
import { parseState, printState, type StateFile } from './state-file.ts';

/** Writing a line and a small file takes milliseconds; whoever holds the record for longer has stopped. */
const PATIENCE_MILLISECONDS = 10_000;

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 64 * 1024;

/** The record names what hooks have printed, which is not for everybody. */
const RECORD_MODE = 0o640;

const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * Adds a run to the record, down to the disk, and brings the state file up to date: with this run, and with those
 * that were recorded by a run that was ended before it came to that. @throws RecordError
 */
export async function appendRun(directory: string, run: RotationRun): Promise<void> {
  const key = keyOf(statePlace(directory));
  try {
    makeFolders(directory, []);
    const held = await holding(
      directory,
      key,
      run.rotation,
      () => record(directory, key, run),
      PATIENCE_MILLISECONDS,
    );
    if (held !== undefined) throw new RecordError(`the run was not recorded: ${held.lockHeld}`);
  } catch (error) {
    if (error instanceof RecordError) throw error;
    throw new RecordError(errorInWords(error, 'the run was not recorded').message, { cause: error });
  }
}

function record(directory: string, key: string, run: RotationRun): undefined {
  const descriptor = openSync(recordPlace(directory), APPEND, RECORD_MODE);
  try {
    const before = readState(directory);
    const { size } = fstatSync(descriptor);
    append(descriptor, size, `${JSON.stringify(rotationRunJson(run))}\n`);
    // A record that is shorter than what was counted of it has been put away and begun anew.
    const state = countFrom(descriptor, before, before.recorded <= size ? before.recorded : 0);
    sweepTemporaries(directory, key);
    replaceFile(statePlace(directory), temporaryIn(directory, key), Buffer.from(printState(state)), (file) =>
      fchmodSync(file, 0o644),
    );
  } finally {
    closeSync(descriptor);
  }
  syncFolder(directory);
}

function append(descriptor: number, size: number, line: string): void {
  const last = Buffer.alloc(1);
  const isCut = size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== LINE_FEED;
  // The line of a run that was cut off stays by itself, so that only it is lost.
  const bytes = Buffer.from(isCut ? `\n${line}` : line);
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  fsyncSync(descriptor);
}

/** A state that cannot be used is made anew out of the record. */
function readState(directory: string): StateFile {
  try {
    const state = parseState(readBounded(statePlace(directory)).toString('utf8'));
    if (typeof state !== 'string') return state;
  } catch {
    // There is none yet.
  }
  return { recorded: 0, states: [] };
}

/** Counts what the record has from there on. */
function countFrom(descriptor: number, before: StateFile, from: number): StateFile {
  const states = new Map<string, RotationState>(before.states.map((state) => [state.rotation, state]));
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let at = from;
  let pieces: Buffer[] = [];
  for (;;) {
    const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, at);
    if (count === 0) break;
    at += count;
    let rest = chunk.subarray(0, count);
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      countRun(states, Buffer.concat([...pieces, rest.subarray(0, end)]).toString('utf8'));
      pieces = [];
      rest = rest.subarray(end + 1);
    }
    pieces.push(Buffer.from(rest));
  }
  return { recorded: at, states: [...states.values()] };
}
