import { type Anchors, anchorNotes, forceFault, shareFault, soundnessFaults } from './anchor-rules.ts';
import { bundleFaults, pinnedFaults } from './bundle-rules.ts';
import { chainFaults, chainNotes } from './chain-rules.ts';
import { presentContent } from './present.ts';
import { type GateInput, type Verdict, verdictOf } from './verdict.ts';

/**
 * Says whether new content may take the place of what is there. It has parsed strictly already; here it is held
 * against what is there now and against what the configuration asks for. Of a file in the folder of a distribution's
 * tool it judges what any anchors have to be, and the share; the rest is asked of the whole bundle, by `judgeBundle`,
 * when the tool has made it.
 */
export async function judge(input: GateInput): Promise<Verdict> {
  const { settings, proposed, now, verifyChain } = input;
  const { gate, kind, target } = settings;
  const present = presentContent(input.current);
  const anchors: Anchors = { before: present.certificates, after: proposed.certificates, now };
  if (kind === 'chain') {
    const reasons = [...chainFaults(anchors.after, now), ...pinnedFaults(anchors, gate)];
    return verdictOf(present, anchors, reasons, chainNotes(anchors.before, anchors.after));
  }
  const reasons = [
    ...soundnessFaults(anchors),
    ...forceFault(anchors),
    ...shareFault(anchors, gate),
    ...(target.type === 'file' ? await bundleFaults(anchors, gate, verifyChain) : []),
  ];
  return verdictOf(present, anchors, reasons, anchorNotes(anchors));
}
