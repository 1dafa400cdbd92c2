import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { COMMANDS } from '../../src/cli/commands.ts';
import { parse } from '../../src/cli/parse.ts';
import { loadConfigFile } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { type ApiServer, type Json, startApiServer } from '../support/kubernetes/api-server.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const text = readFileSync(join(import.meta.dirname, '../../deploy/manifests/rotate-cronjob.yaml'), 'utf8');
const objects: Json[] = parseAllDocuments(text).map((document) => document.toJS());
const jobs = objects.filter(({ kind }) => kind === 'CronJob');
const podOf = (job: Json): Json => job.spec.jobTemplate.spec.template.spec;

describe('the manifest of the CronJobs', () => {
  it('has a configuration that is one, of a rotation whose folders are mounted', () => {
    const { data } = objects.find(({ kind }) => kind === 'ConfigMap');
    const { rotation } = resolveConfig(loadConfigFile(temporaryFile('config.yml', data['config.yml'])), {});
    const [container] = podOf(jobs[0]).containers;
    const mounts = new Map(
      container.volumeMounts.map((each: Json) => [each.mountPath, each.readOnly === true]),
    );
    expect(rotation.rotations.map(({ target, origin }) => [target.path, origin])).toEqual([
      ['/target/roots.pem', { type: 'folder', path: '/content' }],
    ]);
    expect(mounts).toEqual(
      new Map([
        ['/config', true],
        ['/content', true],
        ['/target', false],
        [rotation.directory, false],
      ]),
    );
    // A file that is mounted by itself cannot be renamed over.
    expect(text).not.toContain('subPath');
  });

  it('runs command lines that the program takes, at the times of the timers', async () => {
    expect(jobs.map(({ spec }) => spec.schedule)).toEqual(['17 3 * * *', '23 4 */3 * *']);
    for (const job of jobs) {
      const [name, ...argv] = podOf(job).containers[0].args as string[];
      const command = await COMMANDS.get(name ?? '')?.();
      if (command === undefined) throw new Error(`there is no command ${name}`);
      expect(() => parse(command, argv)).not.toThrow();
    }
  });

  it('gives no rights that nobody needs', () => {
    for (const job of jobs) {
      const pod = podOf(job);
      const [{ securityContext }] = pod.containers;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(securityContext.capabilities.drop).toEqual(['ALL']);
    }
    expect(podOf(jobs[1]).containers[0].securityContext.runAsNonRoot).toBe(true);
    expect(podOf(jobs[1]).containers[0].volumeMounts.every((each: Json) => each.readOnly)).toBe(true);
  });
});

describe.skipIf(apiServerMissing('manifests against a real API server'))('a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server?.stop());

  it('takes each object of it, strictly', async () => {
    const namespace = await server.namespace();
    const args = [
      'create',
      '--dry-run=server',
      '--validate=strict',
      '-n',
      namespace,
      '-f',
      '-',
      '-o',
      'name',
    ];
    const made = server.kubectl(args, text).trim().split('\n');
    expect(made).toHaveLength(objects.length);
  });
});
