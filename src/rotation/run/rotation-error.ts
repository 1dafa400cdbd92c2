import { RecordError } from '../record/record-error.ts';
import { SwapError } from '../swap/swap-error.ts';

/** Whether an error is for the operator: ours, or the system's. Anything else is a bug. */
export function isRotationError(error: unknown): error is Error {
  if (error instanceof SwapError || error instanceof RecordError) return true;
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
