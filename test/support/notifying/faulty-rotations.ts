import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { builtBundle, UNPRIVILEGED } from '../bundle.ts';
import { agedRoot, type Write } from './aged.ts';

const OLD = agedRoot('Rotated Root');
const NEW = OLD + agedRoot('Another Root');

/** The part of a configuration with rotations whose runs end in each way, or, once mended, all well. */
export function rotations(folder: string, write: Write, isMended: boolean): object {
  const one = (name: string, fault: object = {}, content = NEW): object => {
    write(`rotated/${name}/new.pem`, isMended ? NEW : content);
    if (!isMended) write(`rotated/${name}/ca.pem`, OLD);
    const target = join(folder, `rotated/${name}/ca.pem`);
    return {
      name,
      target,
      content: { file: join(folder, `rotated/${name}/new.pem`) },
      ...(isMended ? {} : fault),
    };
  };
  const reload = (...command: readonly string[]): object => ({ hooks: { reload: [{ command }] } });
  // What was there before cannot be put back into a folder in which nothing can be written.
  const closes = reload('sh', '-c', `chmod 555 ${folder}/rotated/failed; false`);
  if (isMended) chmodSync(join(folder, 'rotated/failed'), 0o755);
  return {
    rotation_directory: join(folder, 'rotation'),
    rotation: [
      one('fine'),
      one('refused', {}, 'no certificate at all'),
      one('rolled-back', reload('false')),
      one('failed', closes),
      // It runs once, and is to run each second.
      one('overdue', { max_age: '1s' }),
      one('never'),
    ],
  };
}

/** Runs rotations with the shipped program, as the user of the exporter. The servers of this process go on meanwhile. */
export async function rotate(config: string, ...names: readonly string[]): Promise<void> {
  const command = [await builtBundle(), 'rotate', `--config.file=${config}`, ...names];
  await once(spawn(process.execPath, command, { ...UNPRIVILEGED, stdio: 'ignore' }), 'exit');
}
