import { runReadFilesChild } from '../../src/sources/read-files-child.ts';

// What the exporter's hidden command does, as a program of its own.
await runReadFilesChild();
