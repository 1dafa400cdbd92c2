import type { Content } from '../content/content.ts';
import { contentOf, parseCertificates } from '../content/parse-content.ts';
import { type Anchors, anchorNotes, forceFault, shareFault, soundnessFaults } from './anchor-rules.ts';
import { bundleFaults } from './bundle-rules.ts';
import { changesBetween } from './changes.ts';
import { named } from './named.ts';
import { presentContent } from './present.ts';
import { type BundleGateInput, type Verdict, verdictOf } from './verdict.ts';

/**
 * Says whether the bundle that a distribution's tool has made is one that may be loaded: it parses strictly, holds all
 * that was put into the tool's folder, and is as the configuration asks of a bundle. What the distribution itself put
 * in it is not judged: CAs that are none are its own affair and are told as notes.
 */
export async function judgeBundle(input: BundleGateInput): Promise<Verdict> {
  const { settings, before, after, content, now, verifyChain } = input;
  const { target } = settings;
  const present = presentContent(before, target.type === 'distribution' ? target.bundle : target.path);
  const parsed = after === undefined ? { refused: 'is not there' } : parseCertificates(after);
  if ('refused' in parsed) {
    const nothing: Anchors = { before: present.certificates, after: [], now };
    return verdictOf(present, nothing, [`the bundle ${parsed.refused}`], []);
  }
  const made = contentOf(parsed).certificates;
  const anchors: Anchors = { before: present.certificates, after: made, now };
  const reasons = [
    ...missingFault(after, content),
    ...forceFault(anchors),
    ...shareFault(anchors, settings.gate),
    ...(await bundleFaults(anchors, settings.gate, verifyChain)),
  ];
  return verdictOf(present, anchors, reasons, [...soundnessFaults(anchors), ...anchorNotes(anchors)]);
}

/**
 * Whether a bundle lacks some of this content: the tool did not run, or left it out. Then a run has something to do,
 * although the file in the tool's folder is as it should be.
 */
export function lacksContent(bundle: Buffer | undefined, content: Content): boolean {
  return missingFault(bundle, content).length > 0;
}

function missingFault(bundle: Buffer | undefined, content: Content): string[] {
  const { certificates } = presentContent(bundle);
  const { removed } = changesBetween(content.certificates, certificates);
  if (removed.length === 0) return [];
  const missing = new Set(removed.map(({ fingerprintSha256 }) => fingerprintSha256));
  const left = content.certificates.filter(({ certificate }) => missing.has(certificate.fingerprintSha256));
  return [`the tool left out ${named(left)}: look at what it prints and at its list of those to leave out`];
}
