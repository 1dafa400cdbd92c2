import './young-generation.ts';
import { isMainThread, workerData } from 'node:worker_threads';
import { LOOK_AT_TRUST_COMMAND, READ_FILES_COMMAND } from './app/child-commands.ts';
import { holdHangup } from './cli/early-hangup.ts';
import { KEYSTORE_THREAD } from './sources/keystores/thread-name.ts';

if (!isMainThread) {
  // A thread begins in the part of the bundle that holds the module that started it. Being imported on demand here is
  // what makes these two parts of their own, so that a thread loads little else.
  if (workerData === KEYSTORE_THREAD) await import('./sources/keystores/keystore-thread.ts');
  else await import('./http/access/bcrypt-worker.ts');
} else {
  const argv = process.argv.slice(2);
  if (argv[0] === READ_FILES_COMMAND) {
    const { runReadFilesChild } = await import('./sources/read-files-child.ts');
    await runReadFilesChild();
  } else if (argv[0] === LOOK_AT_TRUST_COMMAND) {
    const { runTrustChild } = await import('./app/run-trust-child.ts');
    await runTrustChild();
  } else {
    // Whoever reads only the first lines (`check | head`) closes the pipe: that is his right and no fault, and the
    // status still says what was found.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      process.stderr.write(`tls-cert-exporter: the output cannot be written: ${error.message}\n`);
      process.exit(1);
    });
    // Where errors cannot be told there is nobody to tell that.
    process.stderr.on('error', () => undefined);
    // Before the rest is loaded, which takes its time. Only what serves: whoever asks once ends with his terminal.
    if (/^(?:serve|relay|["']?-.*|)$/s.test(argv[0] ?? '')) holdHangup();
    const { run } = await import('./cli/run.ts');
    process.exitCode = await run(argv, {
      stdout: process.stdout,
      stderr: process.stderr,
      environment: process.env,
    });
  }
}
