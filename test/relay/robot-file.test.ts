import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRobot } from '../../src/relay/robot-file.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const URL_TEXT = 'https://oapi.dingtalk.com/robot/send?access_token=0123';
const messageOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('a file that cannot be used is named, and its content is not', () => {
  it.each([
    ['', 'expected one line without spaces'],
    ['\n\n', 'expected one line without spaces'],
    [`${URL_TEXT}\n${URL_TEXT}`, 'expected one line without spaces'],
    ['SECRET-AND-NO-ADDRESS', 'expected the address of a robot'],
    ['file:///etc/passwd', 'expected the address of a robot'],
    ['x'.repeat(5000), 'expected one line, got 5000 bytes'],
  ])('%j', (content, message) => {
    const urlFile = temporaryFile('url', content);
    const told = messageOf(() => readRobot({ urlFile, secretFile: undefined }));
    expect(told).toContain(`${urlFile}: ${message}`);
    expect(told).not.toMatch(/SECRET|passwd|access_token=0/);
  });

  it('one that is not there, a folder, a FIFO', () => {
    const folder = temporaryFolder();
    const read = (urlFile: string) => messageOf(() => readRobot({ urlFile, secretFile: undefined }));
    expect(read(join(folder, 'none'))).toBe(`${folder}/none: cannot be read: there is no such file (ENOENT)`);
    expect(read(folder)).toBe(`${folder}: expected a file with one line`);
    spawnSync('mkfifo', [join(folder, 'fifo')]);
    expect(read(join(folder, 'fifo'))).toBe(`${folder}/fifo: expected a file with one line`);
  });

  it('the secret as well', () => {
    const urlFile = temporaryFile('url', URL_TEXT);
    const secretFile = temporaryFile('secret', '');
    expect(messageOf(() => readRobot({ urlFile, secretFile }))).toContain(`${secretFile}: expected one line`);
  });
});

it('both are read as they are now, without what editors put at the end', () => {
  const urlFile = temporaryFile('url', `${URL_TEXT}\n`);
  const secretFile = temporaryFile('secret', 'SEC1\r\n');
  const files = { urlFile, secretFile };
  expect(readRobot(files)).toMatchObject({ url: { href: URL_TEXT }, secret: 'SEC1' });
  rmSync(secretFile);
  writeFileSync(secretFile, 'SEC2');
  expect(readRobot(files).secret).toBe('SEC2');
});
