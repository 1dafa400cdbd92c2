import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { toPem } from './certificate-factory.ts';

/** A served chain and who has to judge it. */
export interface Question {
  /** DER, the leaf first. */
  readonly served: readonly Uint8Array[];
  readonly anchors: readonly Uint8Array[];
  readonly name: string;
  /** Unix seconds. */
  readonly now: number;
}

export interface Answer {
  readonly accepted: boolean;
  /** Why not, in the client's own words. */
  readonly reason: string;
}

/** What `openssl verify` makes of a chain, at the security level of today's distributions, with further flags. */
export function askOpenssl(
  { served, anchors, name, now }: Question,
  folder: string,
  flags: readonly string[] = [],
): Answer {
  const [leaf, ...rest] = served.map((der) => toPem(der));
  const files = { leaf: leaf ?? '', rest: rest.join(''), anchors: anchors.map((der) => toPem(der)).join('') };
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const options = ['-purpose', 'sslserver', '-partial_chain', '-auth_level', '2', '-attime', String(now)];
  const trust = [
    '-no-CApath',
    '-no-CAstore',
    ...(anchors.length === 0 ? ['-no-CAfile'] : ['-CAfile', join(folder, 'anchors')]),
  ];
  const untrusted = rest.length === 0 ? [] : ['-untrusted', join(folder, 'rest')];
  const host = [isIP(name) === 0 ? '-verify_hostname' : '-verify_ip', name];
  const result = spawnSync(
    'openssl',
    ['verify', ...options, ...flags, ...trust, ...untrusted, ...host, join(folder, 'leaf')],
    {
      encoding: 'utf8',
    },
  );
  if (result.error !== undefined) throw result.error;
  return { accepted: result.status === 0, reason: `${result.stdout}${result.stderr}`.trim() };
}

/** The least Go 1.x that judges as the tests say: older ones know less of policies and of excluded names. */
const LEAST_GO = 26;

/** Whether there is a Go to ask, said aloud where there is none. In CI there has to be one. */
export const HAS_GO = process.env['CI'] === 'true' || hasGo();

function hasGo(): boolean {
  const options = { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } } as const;
  const version = spawnSync('go', ['version'], options).stdout ?? '';
  const minor = /\bgo1\.(\d+)/.exec(version)?.[1];
  if (Number(minor) >= LEAST_GO) return true;
  const found = minor === undefined ? 'is not installed' : `is here of version 1.${minor} only`;
  process.stderr.write(`\nSKIPPED: tests that ask Go 1.${LEAST_GO} or newer, which ${found}.\n\n`);
  return false;
}

/** What Go's crypto/x509 makes of chains. The program is built in `folder`, from nothing but the standard library. */
export function askGo(questions: readonly Question[], folder: string): Answer[] {
  const program = join(folder, 'go-verify');
  execFileSync('go', ['build', '-o', program, join(import.meta.dirname, 'go-verify/main.go')], {
    env: { ...process.env, GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
  });
  const base64 = (encodings: readonly Uint8Array[]): string[] =>
    encodings.map((der) => Buffer.from(der).toString('base64'));
  const lines = questions.map(({ served, anchors, name, now }) =>
    JSON.stringify({ served: base64(served), anchors: base64(anchors), name, now }),
  );
  const output = execFileSync(program, {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}
