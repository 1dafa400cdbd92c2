import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../../..');

/** Starts the real exporter as a process of its own, which ends with the stack; its address. */
export async function startExporter(
  stack: AsyncDisposableStack,
  file: string,
  config: object,
): Promise<string> {
  writeFileSync(file, JSON.stringify(config));
  const args = ['src/main.ts', `--config.file=${file}`, '--web.listen-address=127.0.0.1:0'];
  const exporter = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(exporter, 'exit');
  stack.defer(async () => {
    exporter.kill();
    await ended;
  });
  const said: string[] = [];
  return new Promise<string>((resolve, reject) => {
    createInterface(exporter.stderr).on('line', (line) => {
      said.push(line);
      if (process.env['DEBUG']) process.stderr.write(`${line}\n`);
      const port = /Listening on.*address=\S*:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(`127.0.0.1:${port}`);
    });
    exporter.once('exit', () =>
      reject(new Error(`the exporter ended before it listened:\n${said.join('\n')}`)),
    );
  });
}

/** The metrics of an exporter, as soon as they have what is waited for. */
export async function metricsOf(address: string, isComplete: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = await (await fetch(`http://${address}/metrics`)).text();
    if (isComplete(text)) return text;
    await pause(200);
  }
}
