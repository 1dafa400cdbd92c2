import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { CollectionLog } from '../../../bench/program/collection-log.ts';

function log() {
  const stream = new PassThrough();
  const ended = Promise.withResolvers<number | NodeJS.Signals>();
  const collections = new CollectionLog(stream, ended.promise);
  return { collections, write: (line: string) => stream.write(`${line}\n`), end: ended.resolve };
}

it('finds where it listens, and counts collections', async () => {
  const { collections, write } = log();
  const second = collections.reached(2);
  write('level=info msg="Listening on" address=127.0.0.1:4711 tls=false');
  expect(await collections.listening).toBe('http://127.0.0.1:4711');
  write('level=info msg="First collection complete" source=flags duration=0.1s');
  await collections.reached(1);
  write('level=debug msg=Request url=/metrics');
  write('level=debug msg="Collection complete" source=flags duration=0.1s');
  await second;
  await collections.reached(1);
});

it('who waits for a program that has ended is told', async () => {
  const { collections, end } = log();
  const third = collections.reached(3);
  end('SIGKILL');
  const error = new BenchError('the exporter has ended with SIGKILL');
  await expect(third).rejects.toThrow(error);
  await expect(collections.listening).rejects.toThrow(error);
});
