/** Waits until something is so, however long that takes; a test's own limit ends it where it never is. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
