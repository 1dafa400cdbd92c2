/** The web configuration file, or a file that it names, cannot be used. The message names file, key and reason. */
export class WebConfigError extends Error {
  override readonly name = 'WebConfigError';
  readonly file: string;

  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file}: ${reason}`, { cause });
    this.file = file;
  }
}
