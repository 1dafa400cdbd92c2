import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildImage, docker, engineMissing, IMAGE, ROOT } from '../support/docker.ts';
import { runProgram } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DOCS = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const section = /^## Containers\n[^]*?^## /m.exec(DOCS)?.[0] ?? '';

/** The documented commands of a block that runs the image, one a line. */
const commandsWith = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(/```sh\n([^`]*)```/g)]
    .map((match) => match[1]?.replaceAll(/ *\\\n */g, ' ') ?? '')
    .flatMap((block) => block.trim().split('\n'))
    .filter((line) => pattern.test(line));

/** Runs `docker run` as it is documented, but with the image, the name and the port of a test. */
async function run(command: string, config?: string): Promise<{ name: string; url: string }> {
  const name = `tls-cert-exporter-${randomUUID()}`;
  const words = command
    .replace('docker run -d --name tls-cert-exporter', `docker run -d --name ${name}`)
    .replace('docker run --rm', `docker run -d --name ${name}`)
    .replace('-p 9201:9201', '-p 127.0.0.1::9201')
    .replace('-v /etc/tls-cert-exporter:', `-v ${config}:`)
    .replace(' tls-cert-exporter --root', ` ${IMAGE} --root`);
  onTestFinished(() => void runProgram('docker', ['rm', '--force', name]));
  const { status, stderr } = runProgram('sh', ['-c', words]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const url = `http://${docker('port', name, '9201/tcp').split('\n')[0]}`;
  const ready = async (): Promise<void> => expect((await fetch(`${url}/-/ready`)).status).toBe(200);
  await vi.waitFor(ready, { timeout: 120_000, interval: 200 });
  return { name, url };
}

const metrics = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

describe.skipIf(engineMissing('the documented containers'))('as the documentation has it run,', () => {
  beforeAll(() => buildImage(), 600_000);

  it.each([
    ['docs/deployment.md', section],
    ['README.md', README],
  ])(
    'the container of %s shows the default places of this host, with its paths',
    async (_, text) => {
      const [command = ''] = commandsWith(text, /^docker run .* --root=\/host$/);
      const { url } = await run(command);
      expect(await metrics(url)).toMatch(/^tls_cert_source_up\{source="default",type="files"\} 1$/m);
      expect(await metrics(url)).not.toMatch(/path="\/host/);
    },
    180_000,
  );

  it('a configuration that takes the place of the old one is loaded by the documented command', async () => {
    const [command = ''] = commandsWith(section, /^docker run .* --config\.file=/);
    const [reload = ''] = commandsWith(section, /^docker kill /);
    const folder = temporaryFolder();
    const write = (source: string): void => {
      const text = `sources: [{ name: ${source}, include: ["/etc/ssl/certs/*.pem"] }]\n`;
      writeFileSync(join(folder, 'new'), text);
      chmodSync(join(folder, 'new'), 0o644);
      renameSync(join(folder, 'new'), join(folder, 'config.yml'));
    };
    write('before');
    const { name, url } = await run(command, folder);
    expect(await metrics(url)).toMatch(/^tls_cert_source_up\{source="before"/m);
    write('after');
    expect(runProgram('sh', ['-c', reload.replace(/tls-cert-exporter$/, name)]).stderr).toBe('');
    const loaded = async (): Promise<void> =>
      expect(await metrics(url)).toMatch(/^tls_cert_source_up\{source="after"/m);
    await vi.waitFor(loaded, { timeout: 60_000, interval: 100 });
  }, 180_000);
});
