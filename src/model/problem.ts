import type { Location } from './location.ts';

/** The closed list of what can be wrong with a thing that a source found. Part of the metrics' contract. */
export const PROBLEM_REASONS = [
  'not_found',
  'no_match',
  'permission_denied',
  'not_regular_file',
  'too_large',
  'io_error',
  'timeout',
  'no_certificate',
  'malformed_pem',
  'malformed_certificate',
  'malformed_keystore',
  'malformed_kubeconfig',
  'unsupported_format',
  'bad_passphrase',
  'api_error',
] as const;

export type ProblemReason = (typeof PROBLEM_REASONS)[number];

/** A reason and a sentence, before it is known at which place. What a format reports. */
export interface Finding {
  readonly reason: ProblemReason;
  /** One sentence for people: what, at which byte or block. Never holds bytes of a key. */
  readonly detail: string;
  /** How many alike it stands for; one where it is left out. A hostile file has millions, and each as an object would be gigabytes. */
  readonly count?: number;
}

/** Something that a source found and could not use, at a place. */
export interface Problem extends Finding {
  readonly location: Location;
}

/** How many problems these are, those counted that one stands for. */
export function countProblems(problems: readonly Finding[]): number {
  return problems.reduce((sum, { count = 1 }) => sum + count, 0);
}
