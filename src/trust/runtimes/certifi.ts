import type { HostFiles } from '../host/host-files.ts';

/** Where a copy of certifi says that the roots are. */
export interface CertifiBundle {
  readonly path: string;
  readonly rule: 'certifi' | 'certifi_patched';
}

/** The path that distributions write into certifi's `core.py` instead of that of its own file. */
const SYSTEM_PATH = /['"](\/etc\/[\w./-]+\.(?:crt|pem))['"]/;

/** What `certifi.where()` of a copy of the package answers; distributions patch it to the system's bundle. */
export function certifiBundle(host: HostFiles, folder: string): CertifiBundle {
  const source = host.read(`${folder}/core.py`);
  const system = typeof source === 'string' ? undefined : SYSTEM_PATH.exec(source.toString('utf8'))?.[1];
  return system === undefined
    ? { path: `${folder}/cacert.pem`, rule: 'certifi' }
    : { path: system, rule: 'certifi_patched' };
}
