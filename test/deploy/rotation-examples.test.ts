import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfigFile } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { HOOK_PATH } from '../../src/rotation/hooks/hook-facts.ts';
import { runCommand } from '../../src/rotation/hooks/run-command.ts';
import { server } from '../support/pki.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const EXAMPLES = join(import.meta.dirname, '../../deploy/rotation');
const DOCS = readFileSync(join(import.meta.dirname, '../../docs/rotation.md'), 'utf8');
const names = readdirSync(EXAMPLES);

const rotationsOf = (name: string) =>
  resolveConfig(loadConfigFile(join(EXAMPLES, name)), {}).rotation.rotations;

describe('the examples of rotations', () => {
  it('are there for what people rotate for', () => {
    expect(names).toEqual([
      'apache.yml',
      'docker.yml',
      'envoy.yml',
      'haproxy.yml',
      'nginx.yml',
      'postgresql.yml',
      'systemd-unit.yml',
    ]);
  });

  it.each(names)('%s is a configuration, with hooks', (name) => {
    const rotations = rotationsOf(name);
    expect(rotations.length).toBeGreaterThan(0);
    for (const { hooks } of rotations) {
      expect(hooks.validate.length + hooks.reload.length + hooks.verify.length).toBeGreaterThan(0);
    }
  });

  it.each(names)('%s stands in the documentation as it is', (name) => {
    expect(DOCS).toContain(`\`\`\`yaml\n${readFileSync(join(EXAMPLES, name), 'utf8')}\`\`\`\n`);
  });

  it.each([
    ['lets a chain through that fits its key', true],
    ['stops one that does not, with which a reload would end the server', false],
  ])('the comparison for Apache %s', async (_, isOwn) => {
    const folder = temporaryFolder();
    const [key, target] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')];
    const [leaf, other] = [server(), server()];
    writeFileSync(key, leaf.privateKeyPem);
    writeFileSync(target, (isOwn ? leaf : other).pem);
    const compare = rotationsOf('apache.yml')[0]?.hooks.validate[0];
    const command = [...(compare?.command.slice(0, -1) ?? []), key];
    const environment = { PATH: HOOK_PATH, TLS_ROTATION_TARGET: target };
    const end = await runCommand({ command, timeout: 600 }, environment);
    expect(end).toMatchObject({ ok: isOwn, output: '' });
  });

  it('nothing of Docker is reloaded: its daemon does not read roots again', () => {
    const commands = rotationsOf('docker.yml').flatMap(({ hooks }) =>
      hooks.reload.map(({ command }) => command),
    );
    expect(commands).toEqual([['systemctl', 'restart', 'docker.service']]);
  });
});
