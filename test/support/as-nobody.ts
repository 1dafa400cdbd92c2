/** The user and group that own nothing. */
const NOBODY = 65_534;

/**
 * Does something with nobody's rights, so that a permission that is missing is missing even where tests run as root.
 * For everything that ends before the promise does; whoever else runs in this process at the time loses root too.
 */
export async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  const { geteuid, seteuid } = process;
  if (geteuid === undefined || seteuid === undefined || geteuid() !== 0) return work();
  seteuid(NOBODY);
  try {
    return await work();
  } finally {
    seteuid(0);
  }
}
