import type { Target } from '../model/handshake.ts';
import type { ModuleOptions, ProxyChoice, TrustChoice } from '../model/handshake-module.ts';
import type { Shard } from '../model/shard.ts';
import { parseTargetAddress } from '../model/target-address.ts';
import type { HandshakeFileConfig, ModuleFileConfig } from './handshake-schema.ts';
import { DEFAULT_MODULE, type HandshakeSettings } from './handshake-settings.ts';
import { resolveProbe } from './probe-settings.ts';

/** What holds where the file does not say otherwise. */
export const HANDSHAKE_DEFAULTS = {
  interval: 60,
  timeout: 5,
  concurrency: 64,
  waitingConnects: 1024,
} as const;

/** Brings what the file says of handshakes and the defaults together. */
export function resolveHandshake(file: HandshakeFileConfig, shard?: Shard): HandshakeSettings {
  const modules = new Map<string, ModuleOptions>();
  for (const [name, options] of Object.entries({ [DEFAULT_MODULE]: {}, ...file.modules })) {
    modules.set(name, moduleOptions(name, options, file.timeout ?? HANDSHAKE_DEFAULTS.timeout));
  }
  return {
    interval: file.interval ?? HANDSHAKE_DEFAULTS.interval,
    concurrency: file.concurrency ?? HANDSHAKE_DEFAULTS.concurrency,
    waitingConnects: file.waiting_connects ?? HANDSHAKE_DEFAULTS.waitingConnects,
    maxBackoff: file.max_backoff,
    modules,
    targets: file.targets.flatMap(({ target, module, stored }): Target[] => {
      const address = parseTargetAddress(target);
      if (address === undefined) return [];
      return [{ target, ...address, module, ...(stored === undefined ? {} : { stored }) }];
    }),
    targetFiles: file.target_files,
    targetVariables: file.target_env,
    shard,
    probe: resolveProbe(file.probe),
  };
}

/** True where there is something to dial: then the exporter is a prober, and looks at files only where told to. */
export function hasTargets({ targets, target_files, target_env }: HandshakeFileConfig): boolean {
  return targets.length + target_files.length + target_env.length > 0;
}

/**
 * The options of a module, as written and by default.
 * @param timeout in seconds, for a module that says nothing of it
 */
export function moduleOptions(name: string, written: ModuleFileConfig, timeout: number): ModuleOptions {
  const { cert_file: certFile, key_file: keyFile, key_passphrase_file: passphraseFile } = written;
  const client = certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile };
  return defined({
    name,
    ip: written.ip ?? 'any',
    serverName: written.server_name,
    starttls: written.starttls,
    alpn: written.alpn ?? [],
    minVersion: written.min_version,
    maxVersion: written.max_version,
    groups: written.groups,
    clientCertificate: client && defined({ ...client, passphraseFile }),
    proxy: proxyChoice(written),
    trust: trustChoice(written),
    intermediatesPath: written.intermediates_file,
    verify: written.verify ?? true,
    timeout: written.timeout ?? timeout,
  });
}

function proxyChoice({ proxy = 'environment', no_proxy: exceptFor }: ModuleFileConfig): ProxyChoice {
  if (proxy === 'environment' || proxy === 'none') return { kind: proxy };
  return defined({ kind: 'url', url: proxy, exceptFor });
}

function trustChoice({ trust = 'system', ca_file: path }: ModuleFileConfig): TrustChoice {
  if (path !== undefined) return { kind: 'path', path };
  return trust === 'system' || trust === 'node' ? { kind: trust } : { kind: 'runtime', runtime: trust };
}

type Defined<Value extends object> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

/** Leaves out what is undefined. */
function defined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<Value>;
}
