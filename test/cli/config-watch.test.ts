import { renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigWatch } from '../../src/cli/config-watch.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('ConfigWatch', () => {
  it('goes by the content alone', async () => {
    const path = temporaryFile('config.yml', 'a');
    const watched = await ConfigWatch.of(path, 30);
    expect(await watched.hasChanged()).toBe(false);
    utimesSync(path, 1, 1);
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'b');
    expect(await watched.hasChanged()).toBe(true);
    expect(await watched.hasChanged()).toBe(false);
  });

  it('sees what is renamed into place, and the swapped link of a Kubernetes volume', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('one'), 'a');
    writeFileSync(at('two'), 'b');
    symlinkSync('one', at('..data'));
    symlinkSync('..data', at('config.yml'));
    const watched = await ConfigWatch.of(at('config.yml'), 30);
    symlinkSync('two', at('..data_tmp'));
    renameSync(at('..data_tmp'), at('..data'));
    expect(await watched.hasChanged()).toBe(true);
    writeFileSync(at('three'), 'c');
    renameSync(at('three'), at('two'));
    expect(await watched.hasChanged()).toBe(true);
  });

  it('waits for a file that is away, which may come back as it was', async () => {
    const path = temporaryFile('config.yml', 'a');
    const watched = await ConfigWatch.of(path, 30);
    rmSync(path);
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'a');
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'b');
    expect(await watched.hasChanged()).toBe(true);
  });
});
