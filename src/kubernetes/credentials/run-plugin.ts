import { type ExecFileException, execFile } from 'node:child_process';
import { basename } from 'node:path';
import { ApiError } from '../api-error.ts';
import type { ExecSettings } from './exec-settings.ts';

/** A program that has not answered by then is ended. */
const LONGEST_RUN_MS = 60_000;
const MOST_OUTPUT = 1024 * 1024;
/** Of what it says on standard error, this much is told. */
const MOST_SAID = 300;

/**
 * Runs a credential plugin and gives back what it wrote on standard output, which holds the credential.
 * @param info goes to it as KUBERNETES_EXEC_INFO
 * @throws ApiError with what it said on standard error where it fails
 */
export async function runPlugin(
  exec: ExecSettings,
  info: string,
  signal: AbortSignal,
  longestRun = LONGEST_RUN_MS,
): Promise<string> {
  const name = basename(exec.command);
  return new Promise<string>((resolve, reject) => {
    const child = execFile(
      exec.command,
      exec.args,
      {
        env: { ...process.env, ...exec.environment, KUBERNETES_EXEC_INFO: info },
        timeout: longestRun,
        // It may have set SIGTERM aside, and its children hold the pipes open.
        killSignal: 'SIGKILL',
        maxBuffer: MOST_OUTPUT,
        signal,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else if (signal.aborted) reject(signal.reason);
        else reject(failure(name, error, stderr, exec.installHint));
      },
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end();
  }).catch((error: unknown) => {
    if (signal.aborted || error instanceof ApiError) throw error;
    // Such as arguments that are too long, or hold a NUL. The message may repeat them.
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ApiError('api_error', `The credential plugin ${name} cannot be run (${code}).`);
  });
}

function failure(name: string, error: ExecFileException, stderr: string, hint: string | undefined): ApiError {
  if (error.code === 'ENOENT' || error.code === 'EACCES') {
    const advice = hint === undefined ? '' : ` ${hint}`;
    return new ApiError(
      'api_error',
      `The credential plugin ${name} cannot be run (${error.code}).${advice}`,
      { cause: error },
    );
  }
  const said = stderr.trim().replaceAll(/\s+/g, ' ').slice(0, MOST_SAID);
  const words = said === '' ? '' : `: ${said}`;
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new ApiError('api_error', `The credential plugin ${name} prints without end.`);
  }
  if (error.killed === true) {
    return new ApiError('timeout', `The credential plugin ${name} gave no answer in time${words}.`);
  }
  const how = error.code == null ? `was ended by ${error.signal ?? 'somebody'}` : `failed (${error.code})`;
  return new ApiError('api_error', `The credential plugin ${name} ${how}${words}.`);
}
