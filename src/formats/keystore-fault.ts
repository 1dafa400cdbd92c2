import type { Finding, ProblemReason } from '../model/problem.ts';

/** Thrown by the parts of a keystore's reader for the whole, which makes a finding of it; nobody else ever sees it. */
export class KeystoreFault extends Error {
  override readonly name = 'KeystoreFault';
  readonly reason: ProblemReason;

  /** @param message begins in the middle of a sentence: `the MAC is cut off` */
  constructor(reason: ProblemReason, message: string) {
    super(message);
    this.reason = reason;
  }

  /** What to tell of it. */
  get finding(): Finding {
    return { reason: this.reason, detail: this.message };
  }
}

/** A structure that is not what it should be. */
export function damaged(message: string): KeystoreFault {
  return new KeystoreFault('malformed_keystore', message);
}

/** What an algorithm or a form asks for that is not built here. */
export function unsupported(message: string): KeystoreFault {
  return new KeystoreFault('unsupported_format', message);
}
