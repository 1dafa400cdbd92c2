import type { ValidityStatus } from '../../model/validity.ts';

/** Puts a text in a colour, where there are colours; `parameters` are those of SGR (ECMA-48). */
export type Paint = (text: string, parameters: string) => string;

export const coloured: Paint = (text, parameters) => `\u001b[${parameters}m${text}\u001b[0m`;
export const plain: Paint = (text) => text;

export const GOOD = '32';
export const BAD = '1;31';
export const BOLD = '1';

export const STATUS_COLOUR: Readonly<Record<ValidityStatus, string>> = {
  expired: BAD,
  critical: '33',
  warning: '33',
  not_yet_valid: '36',
  fine: GOOD,
};
