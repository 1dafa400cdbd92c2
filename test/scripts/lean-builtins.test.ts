import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';

/** Prints, at the end, the modules of Node.js that the process has loaded. */
const TELL =
  'data:text/javascript,process.on("exit",()=>console.error("LOADED",process.moduleLoadList.join(";")))';

it('the bundle loads neither what TLS alone needs nor what nobody does', async () => {
  const bundle = await builtBundle();
  const { stderr } = spawnSync(process.execPath, ['--import', TELL, bundle, 'check', '/etc/ssl'], {
    encoding: 'utf8',
  });
  const loaded = (/LOADED (.*)/.exec(stderr)?.[1] ?? '')
    .split(';')
    .map((name) => name.replace('NativeModule ', ''));
  expect(loaded).toContain('http');
  expect(loaded.filter((name) => /undici|^https?2?$|^tls$/.test(name))).toEqual(['http']);
});

it('the bundle is ASCII, which V8 keeps in one byte for each character', async () => {
  const folder = dirname(await builtBundle());
  for (const name of readdirSync(folder).filter((file) => file.endsWith('js'))) {
    const bytes = readFileSync(join(folder, name));
    expect({ name, isAscii: bytes.every((byte) => byte < 0x80) }).toEqual({ name, isAscii: true });
  }
});
