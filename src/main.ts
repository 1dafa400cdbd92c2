import { isMainThread } from 'node:worker_threads';
import { READ_FILES_COMMAND } from './app/make-source.ts';
import { run } from './cli/run.ts';
import { runReadFilesChild } from './sources/read-files-child.ts';

// The bundle is one file, so its worker threads load it too; what they do is decided where they are started.
if (isMainThread) {
  const argv = process.argv.slice(2);
  if (argv[0] === READ_FILES_COMMAND) {
    await runReadFilesChild();
  } else {
    process.exitCode = await run(argv, {
      stdout: process.stdout,
      stderr: process.stderr,
      environment: process.env,
    });
  }
}
