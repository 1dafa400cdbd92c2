/** The levels of `--log.level`, from the most to the least that is written. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The forms of `--log.format`. */
export const LOG_FORMATS = ['logfmt', 'json'] as const;

export type LogFormat = (typeof LOG_FORMATS)[number];
