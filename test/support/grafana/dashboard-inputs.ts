import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printState } from '../../../src/rotation/record/state-file.ts';
import { type Chain, createCertificate, createChain } from '../certificate-factory.ts';
import { createRevocationList } from '../revocation-list-factory.ts';

const DAY = 86_400;

/** Real roots, so that the audit has something to hold against Mozilla's. */
const PUBLIC_ROOTS = '/etc/ssl/certs/ca-certificates.crt';

/** A name with all that a regular expression could misread. */
export const ODD_SOURCE = 'pki (a+b) [x]. *';

/** Files in which there is something of everything that the dashboard shows. */
export interface DashboardInputs {
  /** A leaf that is fine, with all that verifies it; it is stored. */
  readonly good: Chain;
  /** The same that has expired. */
  readonly expired: Chain;
  readonly rootsFile: string;
  readonly rotationDirectory: string;
  /** The root of a host with bundles. */
  readonly host: string;
  /** A file of roots that a process may be told of. */
  readonly extraRoots: string;
  /** Renews the leaf in one of the files, and puts another root into `extraRoots`. */
  readonly renew: () => void;
}

/** Writes them into a folder. Dates are relative to now, because Prometheus asks what the time is. */
export function writeInputs(folder: string): DashboardInputs {
  const now = Math.floor(Date.now() / 1000);
  const pki = join(folder, 'pki');
  const write = (name: string, content: string): void => writeFileSync(join(pki, name), content);
  mkdirSync(pki);
  const leaf = (subject: string, from: number, to: number): string =>
    createCertificate({ subject, notBefore: now + from * DAY, notAfter: now + to * DAY }).pem;

  const sans = ['IP:127.0.0.1', 'DNS:localhost'];
  const good = createChain({ sans, notBefore: now - 10 * DAY, notAfter: now + 80 * DAY });
  const expired = createChain({ sans, notBefore: now - 90 * DAY, notAfter: now - DAY });
  const rootsFile = join(pki, 'roots.pem');
  write('roots.pem', good.root.pem + expired.root.pem);
  write('good.pem', good.leaf.pem + good.intermediate.pem);
  write('other.pem', leaf('other.example.com', -10, 80));
  write('gone.pem', leaf('gone.example.com', -400, -3));
  write('soon.pem', leaf('soon.example.com', -360, 5));
  write('short.pem', leaf('short.example.com', -1, 5));
  write('renewed.pem', leaf('renewed.example.com', -100, 20));
  write('damaged.pem', '-----BEGIN CERTIFICATE-----\nnothing of use\n-----END CERTIFICATE-----\n');
  const issued = { thisUpdate: now - 6 * DAY, nextUpdate: now + DAY, revoked: 3 };
  write('list.crl', createRevocationList(issued).pem);

  const extraRoots = join(folder, 'extra.pem');
  const renewRoots = (): void => {
    const next = createCertificate({ subject: 'Extra Root', isAuthority: true });
    writeFileSync(extraRoots, next.pem);
  };
  renewRoots();

  return {
    good,
    expired,
    rootsFile,
    rotationDirectory: writeRotations(join(folder, 'rotation'), now),
    host: writeHost(join(folder, 'host'), now),
    extraRoots,
    renew: () => {
      write('renewed.pem', leaf('renewed.example.com', -1, 90));
      renewRoots();
    },
  };
}

/** What a rotator has left: one that is fine and one that is not. */
function writeRotations(folder: string, now: number): string {
  mkdirSync(folder);
  const runs = { rotated: 2, unchanged: 40, refused: 0, rolled_back: 0, failed: 1 };
  const states = [
    { rotation: 'fine', lastResult: 'rotated', lastRun: now - 60, lastSuccess: now - 60, runs },
    { rotation: 'failing', lastResult: 'failed', lastRun: now - 90, lastSuccess: now - 9 * DAY, runs },
  ] as const;
  writeFileSync(join(folder, 'state.json'), printState({ recorded: 0, states }));
  return folder;
}

/** Two bundles that should hold the same and do not; one of them is damaged. */
function writeHost(host: string, now: number): string {
  for (const path of ['etc/ssl/certs', 'etc/pki']) mkdirSync(join(host, path), { recursive: true });
  copyFileSync(PUBLIC_ROOTS, join(host, PUBLIC_ROOTS));
  const authority = (subject: string, notAfter: number): string =>
    createCertificate({ subject, isAuthority: true, notBefore: now - 900 * DAY, notAfter }).pem;
  const own = authority('Own Root', now + 900 * DAY);
  writeFileSync(join(host, 'etc/pki/one.pem'), own + authority('Old Root', now - DAY));
  writeFileSync(join(host, 'etc/pki/other.pem'), own + own.slice(0, 100));
  return host;
}
