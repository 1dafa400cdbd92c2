import type { Location } from '../../../src/model/location.ts';
import { runProgram } from '../programs.ts';
import type { ApiServer } from './api-server.ts';

/** What kubectl shows at the place where a certificate was found. */
export function valueByKubectl(
  server: ApiServer,
  { object_kind, object_namespace, object_name, object_key = '' }: Location,
): Buffer {
  const where = object_namespace === undefined ? [] : ['--namespace', object_namespace];
  const kind = object_kind === 'Certificate' ? 'certificates.cert-manager.io' : String(object_kind);
  const object = JSON.parse(
    server.kubectl(['get', kind, String(object_name), ...where, '--output=json']),
  ) as Record<string, unknown>;
  const { data, binaryData, webhooks } = object as Record<string, Record<string, string> | undefined>;
  if (object_kind === 'ConfigMap' && data?.[object_key] !== undefined) return Buffer.from(data[object_key]);
  const hook = /^webhooks\[(.+)\]\.(.+)$/.exec(object_key);
  const named = (webhooks as unknown as { name: string }[] | undefined)?.find(
    ({ name }) => name === hook?.[1],
  );
  const value = hook ? at(named, hook[2] ?? '') : (data?.[object_key] ?? binaryData?.[object_key]);
  return Buffer.from(String(value ?? at(object, object_key)), 'base64');
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], value);
}

/** The end of the validity of the certificate at an index, as openssl reads it; Unix seconds. */
export function expiryByOpenssl(value: Buffer, index: number): number {
  const blocks = value.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g);
  const options = blocks === null ? ['-inform', 'DER'] : [];
  const { stdout, stderr } = runProgram(
    'openssl',
    ['x509', '-noout', '-enddate', '-dateopt', 'iso_8601', ...options],
    blocks?.[index] ?? value,
  );
  const end = /notAfter=(\S+) (\S+)Z/.exec(stdout);
  if (end === null) throw new Error(`openssl: ${stderr}`);
  return Date.parse(`${end[1]}T${end[2]}Z`) / 1000;
}
