/**
 * For `it.skipIf`: true where a test that mounts, changes owners or traces other processes is not run by root, said
 * aloud. In CI (`CI` is set) it is never true: there the tests run, and fail with the reason.
 */
export function rootMissing(what: string): boolean {
  if (process.env['CI'] || process.geteuid?.() === 0) return false;
  process.stderr.write(`\nSKIPPED: tests that need root, because they ${what}.\n\n`);
  return true;
}
