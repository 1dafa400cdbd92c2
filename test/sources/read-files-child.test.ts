import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { identityOf } from '../../src/sources/file-identity.ts';
import { wantedBy } from '../../src/sources/files-settings.ts';
import { answerRequest, runReadFilesChild } from '../../src/sources/read-files-child.ts';
import type { RemoteMessage, RemoteRequest } from '../../src/sources/remote-protocol.ts';
import { READ_FILES_ENTRY } from '../support/files-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A request for everything below the root that `include` asks for. */
function requestFor(include: readonly string[]): RemoteRequest {
  const settings = { include };
  const positions = wantedBy(settings).includes.start?.positions ?? [];
  return { settings, spots: [{ path: '', include: positions, exclude: [], accepts: undefined }], known: [] };
}

async function answerTo(request: RemoteRequest): Promise<RemoteMessage[]> {
  const messages: RemoteMessage[] = [];
  await answerRequest(request, async (message) => void messages.push(message));
  return messages;
}

it('sends each file once, and then what it found', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a.crt'), 'content');
  fs.linkSync(join(folder, 'a.crt'), join(folder, 'b.crt'));
  fs.symlinkSync('gone', join(folder, 'c.crt'));
  const identity = identityOf(fs.statSync(join(folder, 'a.crt'), { bigint: true }));
  const messages = await answerTo(requestFor([`${folder}/*.crt`]));
  expect(messages).toMatchObject([
    {
      kind: 'file',
      file: { identity, settled: expect.any(Boolean) as boolean, result: { bytes: Buffer.from('content') } },
    },
    { kind: 'done', findings: { complete: true, matched: [0], blocked: [] } },
  ]);
  const [, done] = messages;
  const findings = done?.kind === 'done' ? done.findings : undefined;
  expect(findings?.matches.map(({ path }) => path).toSorted()).toEqual([
    `${folder}/a.crt`,
    `${folder}/b.crt`,
  ]);
  expect(findings?.troubles.map(({ path }) => path)).toEqual([`${folder}/c.crt`]);
});

it('does not send what is known', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'a.crt'), 'content');
  const known = [identityOf(fs.statSync(join(folder, 'a.crt'), { bigint: true }))];
  const messages = await answerTo({ ...requestFor([`${folder}/*.crt`]), known });
  expect(messages.map(({ kind }) => kind)).toEqual(['done']);
});

it('says so when it was not started by the exporter', async () => {
  const port = { send: undefined } as unknown as NodeJS.Process;
  await expect(runReadFilesChild(port)).rejects.toThrow('started by the exporter');
});

it('ends when its parent goes before asking', async () => {
  const child = fork(READ_FILES_ENTRY.file, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  await once(child, 'spawn');
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});
