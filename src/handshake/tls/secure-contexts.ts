import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type SecureVersion,
} from 'node:tls';
import type { ModuleOptions, TlsVersion } from '../../model/handshake-module.ts';
import { DialError } from '../dial-error.ts';
import { KeptFile } from '../files/kept-file.ts';
import { Patience, type PatientReading } from '../files/patience.ts';
import { groupList, type KeyShares, ownGroupList } from './key-shares.ts';
import type { StandIn } from './stand-ins.ts';

/**
 * Old versions sign with MD5 and SHA-1, which OpenSSL allows at security level 0 alone. The suites of TLS 1.3 have to
 * be named: Node gives the version up where the list holds none.
 */
const LOWERED_CIPHERS =
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0';

/** The files of a client certificate. */
interface ClientFiles {
  /** Certificate, key and, where there is one, passphrase. */
  readonly files: readonly KeptFile[];
  readonly reading: PatientReading;
}

/** In the place of a stand-in where there is none. */
const NOBODY: StandIn = { certificate: '' };

interface Entry {
  readonly client: ClientFiles | undefined;
  contents: readonly (Buffer | undefined)[];
  /** Those of a stand-in go with it. */
  contexts: WeakMap<StandIn, Map<KeyShares, SecureContext>>;
}

/**
 * One secure context for each module, kind of key shares and stand-in, made when it is first dialled with: making one
 * costs as much as a third of a handshake. It is made anew when the files of its client certificate change.
 *
 * It trusts nobody: what is trusted is decided afterwards from the chain, and OpenSSL shall not do it twice.
 */
export class SecureContexts {
  readonly #entries = new WeakMap<ModuleOptions, Entry>();
  readonly #patience: Patience;

  constructor(patience = new Patience()) {
    this.#patience = patience;
  }

  /**
   * Rejects with a `DialError` where the client certificate cannot be loaded. Where reading it takes too long, what was
   * read before counts.
   */
  async get(
    module: ModuleOptions,
    shares: KeyShares = 'both',
    issuer: StandIn = NOBODY,
  ): Promise<SecureContext> {
    const entry = this.#entry(module);
    // OpenSSL would take the stand-in for a part of this side's own chain, and fail for its key.
    const standIn = entry.client === undefined ? issuer : NOBODY;
    try {
      const contents = await read(entry.client);
      if (contents.some((content, index) => content !== entry.contents[index])) {
        entry.contexts = new WeakMap();
        entry.contents = contents;
      }
      const known = entry.contexts.get(standIn)?.get(shares);
      if (known !== undefined) return known;
      const made = createSecureContext({
        ca: standIn === NOBODY ? [] : [standIn.certificate],
        ...versions(module),
        ...groups(module, shares),
        ...identity(contents),
      });
      const others = entry.contexts.get(standIn);
      if (others === undefined) entry.contexts.set(standIn, new Map([[shares, made]]));
      else others.set(shares, made);
      return made;
    } catch (cause) {
      entry.contexts = new WeakMap();
      const why = cause instanceof Error ? cause.message : String(cause);
      const detail = `The client certificate of module ${module.name} cannot be loaded: ${why}.`;
      throw new DialError('tls', 'internal', detail, { cause });
    }
  }

  #entry(module: ModuleOptions): Entry {
    const known = this.#entries.get(module);
    if (known !== undefined) return known;
    const entry: Entry = { client: this.#clientFiles(module), contents: [], contexts: new WeakMap() };
    this.#entries.set(module, entry);
    return entry;
  }

  #clientFiles({ name, clientCertificate }: ModuleOptions): ClientFiles | undefined {
    if (clientCertificate === undefined) return undefined;
    const { certFile, keyFile, passphraseFile } = clientCertificate;
    const paths = [certFile, keyFile, ...(passphraseFile === undefined ? [] : [passphraseFile])];
    return {
      files: paths.map((path) => new KeptFile(path)),
      reading: this.#patience.reading(`the client certificate of module ${name} (${certFile})`),
    };
  }
}

/** What is in the files now, or where that takes too long, what was. */
async function read(client: ClientFiles | undefined): Promise<readonly (Buffer | undefined)[]> {
  if (client === undefined) return [];
  const { files, reading } = client;
  const inTime = await reading.done(async () => {
    for (const file of files) await file.look();
  });
  const contents = files.map(({ content }) => content);
  if (!inTime && contents.includes(undefined)) throw new Error('reading it takes too long');
  return contents;
}

/** Node's names of the versions. */
const VERSIONS: Readonly<Record<TlsVersion, SecureVersion>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

function versions({ minVersion, maxVersion }: ModuleOptions): SecureContextOptions {
  // A module that asks for an old version at most means that one, although the usual least version is newer.
  const least = minVersion ?? (isOld(maxVersion) ? maxVersion : undefined);
  return {
    ...(least === undefined ? {} : { minVersion: VERSIONS[least] }),
    ...(maxVersion === undefined ? {} : { maxVersion: VERSIONS[maxVersion] }),
    ...(isOld(least) ? { ciphers: LOWERED_CIPHERS } : {}),
  };
}

function groups({ groups: own }: ModuleOptions, shares: KeyShares): SecureContextOptions {
  const ecdhCurve = own === undefined ? groupList(shares) : ownGroupList(own);
  return ecdhCurve === undefined ? {} : { ecdhCurve };
}

function identity([cert, key, passphrase]: readonly (Buffer | undefined)[]): SecureContextOptions {
  if (cert === undefined || key === undefined) return {};
  if (passphrase === undefined) return { cert, key };
  return { cert, key, passphrase: passphrase.toString().split(/\r?\n/, 1)[0] ?? '' };
}

function isOld(version: TlsVersion | undefined): version is '1.0' | '1.1' {
  return version === '1.0' || version === '1.1';
}
