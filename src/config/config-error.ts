/**
 * A configuration that cannot be used. Its message is for the person who wrote the configuration: the file, the
 * place in it, what was expected. The program ends with status 2, or keeps the old configuration on a reload.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
