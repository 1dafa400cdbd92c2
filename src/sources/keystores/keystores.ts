import { isDeepStrictEqual } from 'node:util';
import type { Container } from '../../formats/container.ts';
import { keystoreContainer } from '../../formats/keystore-container.ts';
import { keystoreKind } from '../../formats/open-keystore.ts';
import { USUAL_PASSPHRASES } from '../../formats/passphrase.ts';
import type { PassphraseOrigin } from '../../model/passphrase-origin.ts';
import type { Problem } from '../../model/problem.ts';
import type { Collection, Source } from '../../model/source.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { createFilesSource, type FilesSourceOptions } from '../files.ts';
import { CERTIFICATE_NAMES } from '../judge-contents.ts';
import type { ReadContainer } from '../read-matches.ts';
import { KeystoreOpener } from './keystore-opener.ts';
import { type ReadPassphrases, readPassphrases, samePassphrases } from './passphrases.ts';

const RETRY_MILLISECONDS = 3_600_000;

export interface KeystoresSourceOptions extends FilesSourceOptions {
  readonly reader: CertificateReader;
  /** In the order in which they are tried; undefined for the usual ones, which then need not fit. */
  readonly passphrases: readonly PassphraseOrigin[] | undefined;
  /** Seconds that opening one keystore may take. */
  readonly openTimeout: number;
  /** After how long everything is opened again where something took too long. Default an hour. */
  readonly retryMilliseconds?: number;
  /** Called for each keystore that is opened. */
  readonly onKeystore: () => void;
}

/**
 * Certificates in keystores; `readContainer` reads what is none. Passphrases are read again at each collection:
 * where they have changed every keystore is, else one is opened again only when its file has changed.
 */
export function createKeystoresSource(options: KeystoresSourceOptions): Source {
  const keystores = new KeystoresCollector(options);
  const { name, type = 'keystores', interval } = options;
  return {
    name,
    type,
    interval,
    collect: (signal) => keystores.collect(signal),
    close: () => keystores.close(),
  };
}

class KeystoresCollector {
  readonly #options: KeystoresSourceOptions;
  readonly #opener: KeystoreOpener;
  #passphrases: readonly Buffer[] = [];
  #files: Source;
  readonly #retryMilliseconds: number;
  /** When all keystores were opened last, and how many had been given up before. */
  #since = { gaveUp: 0, time: performance.now() };
  #before: Readonly<Record<'own' | 'found' | 'problems', readonly Problem[]>> | undefined;

  constructor(options: KeystoresSourceOptions) {
    this.#options = options;
    this.#opener = new KeystoreOpener({ timeout: options.openTimeout });
    this.#retryMilliseconds = options.retryMilliseconds ?? RETRY_MILLISECONDS;
    this.#files = this.#createFiles();
  }

  async collect(signal: AbortSignal): Promise<Collection> {
    const { passphrases, problems } = this.#readPassphrases();
    if (!samePassphrases(passphrases, this.#passphrases) || this.#isTimeToTryAgain()) {
      this.#passphrases = passphrases;
      this.#since = { gaveUp: this.#opener.gaveUp, time: performance.now() };
      await this.#files.close?.();
      this.#files = this.#createFiles();
    }
    // Nobody waits for what comes of a collection that is given up.
    const onAbort = (): void => this.#opener.close();
    signal.addEventListener('abort', onAbort, { once: true });
    const collection = await this.#files
      .collect(signal)
      .finally(() => signal.removeEventListener('abort', onAbort));
    return problems.length === 0
      ? collection
      : { ...collection, problems: this.#together(problems, collection.problems) };
  }

  async close(): Promise<void> {
    this.#opener.close();
    await this.#files.close?.();
  }

  /** Where a busy machine and not the keystore was to blame, nothing about its file would ever change. */
  #isTimeToTryAgain(): boolean {
    const { gaveUp, time } = this.#since;
    return this.#opener.gaveUp > gaveUp && performance.now() - time > this.#retryMilliseconds;
  }

  #readPassphrases(): ReadPassphrases {
    const { passphrases } = this.#options;
    return passphrases === undefined
      ? { passphrases: USUAL_PASSPHRASES, problems: [] }
      : readPassphrases(passphrases);
  }

  #createFiles(): Source {
    return createFilesSource({ ...this.#options, readContainer: (bytes) => this.#read(bytes) });
  }

  #read(bytes: Buffer): ReturnType<ReadContainer> {
    const { readContainer, reader, passphrases, onKeystore } = this.#options;
    if (keystoreKind(bytes) === undefined) return readContainer(bytes);
    onKeystore();
    const request = { bytes, passphrases: this.#passphrases, isExpected: passphrases !== undefined };
    return this.#opener
      .open(request)
      .then(
        (keystore): Container => (keystore === undefined ? NO_KEYSTORE : keystoreContainer(keystore, reader)),
      );
  }

  /** The same array as before where nothing has changed. */
  #together(own: readonly Problem[], found: readonly Problem[]): readonly Problem[] {
    const before = this.#before;
    if (before?.found === found && isDeepStrictEqual(before.own, own)) return before.problems;
    const problems = [...own, ...found];
    this.#before = { own, found, problems };
    return problems;
  }
}

/** What is no keystore, among keystores. A problem only where the path or the name says that it should be one. */
export const NO_KEYSTORE: Container = {
  kind: 'unknown',
  certificates: [],
  revocationLists: [],
  findings: [
    {
      reason: 'unsupported_format',
      detail: 'the file is no keystore; PEM and DER are read by a source of type files',
    },
  ],
  findingCounts: { unsupported_format: 1 },
  otherObjects: 0,
};

/** Names whose owners say that there are certificates in them, in whatever form. */
export const ANY_NAMES = new RegExp(`${CERTIFICATE_NAMES.source}|\\.(?:p12|pfx|jks|jceks)$`);

/** Names whose owners say that they are keystores. */
export const KEYSTORE_NAMES = /\.(?:p12|pfx|pkcs12|jks|jceks|keystore|truststore|ks)$|\/cacerts$/i;
