import type { Content } from '../content/content.ts';
import { contentOf } from '../content/parse-content.ts';
import type { Changes } from './changes.ts';
import { presentContent } from './present.ts';

/**
 * The bundle that a distribution's tool would make, as far as that can be told before it runs: the one of now, without
 * what leaves the tool's folder and with what comes. A root that leaves the folder and is the distribution's own as
 * well would stay, which nobody can know from here. Undefined where the bundle of now cannot be read.
 */
export function predictedBundle(
  bundle: Buffer | undefined,
  { removed }: Pick<Changes, 'removed'>,
  content: Content,
): Buffer | undefined {
  const { certificates } = presentContent(bundle);
  if (certificates.length === 0) return undefined;
  const gone = new Set(removed.map(({ fingerprintSha256 }) => fingerprintSha256));
  const kept = certificates.filter(({ certificate }) => !gone.has(certificate.fingerprintSha256));
  return contentOf([...kept, ...content.certificates]).bytes;
}
