import { runTrustChild } from '../../src/app/run-trust-child.ts';

// What the exporter's hidden command does, as a program of its own.
await runTrustChild();
