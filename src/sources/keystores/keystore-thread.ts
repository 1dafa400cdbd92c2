import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Keystore } from '../../formats/keystore.ts';
import { openKeystore } from '../../formats/open-keystore.ts';
import { Passphrase } from '../../formats/passphrase.ts';
import { KEYSTORE_THREAD } from './thread-name.ts';

/** A keystore to open. */
export interface KeystoreRequest {
  readonly bytes: Uint8Array;
  /** Their octets, in the order in which they are tried. */
  readonly passphrases: readonly Uint8Array[];
  /** Whether somebody said that one of these opens it. */
  readonly isExpected: boolean;
}

/** What the thread says: that it is there, or what came of a request. */
export type KeystoreAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly keystore: Keystore | undefined }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Starts a thread that opens keystores: what strangers wrote may ask for any number of rounds of key derivation, and
 * the thread can be ended, whatever it does. It runs this very module, in production the part of the bundle with it.
 * @param memory Mebibytes of objects that it may hold; the bytes of the keystore are beside that.
 */
export function startKeystoreThread(memory: number): Worker {
  return new Worker(new URL(import.meta.url), {
    workerData: KEYSTORE_THREAD,
    argv: [],
    name: 'keystores',
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 16 },
  });
}

if (!isMainThread && workerData === KEYSTORE_THREAD) {
  const say = (answer: KeystoreAnswer): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(answer);
  };
  parentPort?.on('message', (request: KeystoreRequest) => say(answerTo(request)));
  say({ kind: 'ready' });
}

function answerTo({ bytes, passphrases, isExpected }: KeystoreRequest): KeystoreAnswer {
  try {
    const keystore = openKeystore(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      passphrases: passphrases.map((octets) => new Passphrase(octets)),
      isExpected,
    });
    return { kind: 'opened', keystore: keystore && detached(keystore) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Certificates are parts of what lies around them, keys among it: only they themselves leave the thread. */
function detached(keystore: Keystore): Keystore {
  return {
    ...keystore,
    certificates: keystore.certificates.map((each) => ({ ...each, der: Uint8Array.from(each.der) })),
    revocationLists: keystore.revocationLists.map((der) => Uint8Array.from(der)),
  };
}
