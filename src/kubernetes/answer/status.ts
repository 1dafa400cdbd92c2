/** What of a Status object (`kind: Status`, `apiVersion: v1`) is used. */
export interface Status {
  readonly code: number | undefined;
  readonly message: string;
  readonly retryAfterSeconds: number | undefined;
  readonly continueToken: string | undefined;
}

/** The message goes into logs and pages: no longer than this. */
const MOST_MESSAGE = 400;

/** Reads a Status as far as it is one; a proxy in between answers with anything. */
export function readStatus(value: unknown): Status {
  const status = fields(value);
  const message = status['message'];
  return {
    code: number(status['code']),
    message: typeof message === 'string' ? message.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_MESSAGE) : '',
    retryAfterSeconds: number(fields(status['details'])['retryAfterSeconds']),
    continueToken: text(fields(status['metadata'])['continue']),
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
