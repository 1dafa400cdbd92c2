/** Two sources share a name, so their series could not be told apart. The configuration should have refused it. */
export class DuplicateSourceError extends Error {
  override readonly name = 'DuplicateSourceError';
  readonly source: string;

  constructor(source: string) {
    super(`two sources are named ${JSON.stringify(source)}`);
    this.source = source;
  }
}
