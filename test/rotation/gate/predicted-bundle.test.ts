import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/app/rotating/verify-chain.ts';
import { sameContent } from '../../../src/rotation/content/same-content.ts';
import { changesBetween } from '../../../src/rotation/gate/changes.ts';
import { judgeBundle, lacksContent } from '../../../src/rotation/gate/judge-bundle.ts';
import { predictedBundle } from '../../../src/rotation/gate/predicted-bundle.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { authority } from '../../support/pki.ts';
import { programMissing, runProgram } from '../../support/programs.ts';
import { contentOf, rotationSettings } from '../../support/rotation-settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** 2026-01-01. */
const NOW = 1_767_225_600;

const distributed = Array.from({ length: 5 }, (_, index) => authority(`Distributed ${index}`));
const [former, kept, fresh] = [authority('Former'), authority('Kept'), authority('Fresh')];
const text = (...certificates: readonly GeneratedCertificate[]) =>
  certificates.map(({ pem }) => pem).join('');

it('is nothing where there is nothing to go by', () => {
  const content = contentOf(fresh);
  expect(predictedBundle(undefined, { removed: [] }, content)).toBeUndefined();
  expect(predictedBundle(Buffer.from('damaged'), { removed: [] }, content)).toBeUndefined();
});

it('is the bundle of now, without what goes and with what comes', () => {
  const content = contentOf(kept, fresh);
  const changes = changesBetween(contentOf(former, kept).certificates, content.certificates);
  const bundle = Buffer.from(text(...distributed, former, kept));
  expect(predictedBundle(bundle, changes, content)?.toString()).toBe(text(...distributed, kept, fresh));
});

/** The folders of Debian's tool, below one of the test's own. */
function debian() {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ['share', 'local', 'certs', 'hooks']) mkdirSync(at(name));
  for (const [index, { pem }] of distributed.entries()) writeFileSync(at(`share/${index}.crt`), pem);
  writeFileSync(at('ca-certificates.conf'), distributed.map((_, index) => `${index}.crt\n`).join(''));
  const options = [
    ['--certsconf', at('ca-certificates.conf')],
    ['--certsdir', at('share')],
    ['--localcertsdir', at('local')],
    ['--etccertsdir', at('certs')],
    ['--hooksdir', at('hooks')],
  ].flat();
  return {
    file: at('local/corp.crt'),
    bundle: (): Buffer => readFileSync(at('certs/ca-certificates.crt')),
    run: (): void => {
      const { status, stderr } = runProgram('update-ca-certificates', options);
      if (status !== 0) throw new Error(stderr);
    },
  };
}

describe.skipIf(programMissing('update-ca-certificates'))('what update-ca-certificates really makes', () => {
  const settings = rotationSettings();

  it('is what was predicted, and is accepted', async () => {
    const tool = debian();
    writeFileSync(tool.file, contentOf(former, kept).bytes);
    tool.run();
    const before = tool.bundle();
    const content = contentOf(kept, fresh);
    const changes = changesBetween(contentOf(former, kept).certificates, content.certificates);
    const predicted = predictedBundle(before, changes, content) ?? Buffer.alloc(0);
    expect(lacksContent(before, content)).toBe(true);
    writeFileSync(tool.file, content.bytes);
    tool.run();
    const after = tool.bundle();
    expect(lacksContent(after, content)).toBe(false);
    expect(sameContent(predicted, contentOf(...distributed, kept, fresh), 'anchors')).toBe(true);
    expect(sameContent(after, contentOf(...distributed, kept, fresh), 'anchors')).toBe(true);
    const verdict = await judgeBundle({ settings, before, after, content, now: NOW, verifyChain });
    expect(verdict).toMatchObject({ accepted: true, added: [{ subject: 'CN=Fresh' }] });
  });

  it('is refused where somebody else left a damaged file in its folder', async () => {
    const tool = debian();
    tool.run();
    const before = tool.bundle();
    // The tool joins files as they are; it validates nothing.
    writeFileSync(join(tool.file, '../broken.crt'), former.pem.slice(0, -40));
    const content = contentOf(fresh);
    writeFileSync(tool.file, content.bytes);
    tool.run();
    const after = tool.bundle();
    const verdict = await judgeBundle({ settings, before, after, content, now: NOW, verifyChain });
    expect(verdict.reasons).toEqual([expect.stringMatching(/^the bundle is damaged: the block at byte \d+/)]);
  });
});
