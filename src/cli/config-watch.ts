import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/**
 * Looks at the configuration file by its content: what is renamed into place, or comes by the link of a Kubernetes
 * volume, is seen like what is written in place, and a file that was only touched is not.
 */
export class ConfigWatch {
  readonly #path: string;
  readonly #interval: number;
  #digest: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  /** Takes a first look, before the file is loaded: what changes from then on is seen. @param interval seconds */
  static async of(path: string, interval: number): Promise<ConfigWatch> {
    const made = new ConfigWatch(path, interval);
    await made.hasChanged();
    return made;
  }

  private constructor(path: string, interval: number) {
    this.#path = path;
    this.#interval = interval;
  }

  /** Whether the content is another one than at the last look. One that cannot be read now is none. */
  async hasChanged(): Promise<boolean> {
    const content = await readFile(this.#path).catch(() => undefined);
    if (content === undefined) return false;
    const digest = createHash('sha256').update(content).digest('hex');
    const before = this.#digest;
    this.#digest = digest;
    return digest !== before;
  }

  /** A content that was refused is not tried again: the next change is. */
  start(reload: () => void): void {
    this.#timer = setInterval(() => void this.#look(reload), this.#interval * 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(reload: () => void): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      if (await this.hasChanged()) reload();
    } finally {
      this.#isLooking = false;
    }
  }
}
