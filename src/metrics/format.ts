/** The text formats that are spoken. */
export type Format = 'text' | 'openmetrics';
