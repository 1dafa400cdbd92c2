import type { RotationSettings } from '../../model/rotation.ts';
import type { PlannedHook } from '../../model/rotation-plan.ts';
import { commandOf } from '../hooks/run-hooks.ts';
import { toolCommand } from '../run/distribution-tool.ts';

/** Everything that a rotation runs where all goes well, in its order. */
export function plannedHooks({ target, hooks }: RotationSettings): PlannedHook[] {
  const tool = target.type === 'distribution' ? [toolCommand(target.tool)] : [];
  const stages = [
    ['tool', tool],
    ['validate', hooks.validate],
    ['reload', hooks.reload],
    ['verify', hooks.verify],
  ] as const;
  return stages.flatMap(([stage, list]) => list.map((hook) => ({ stage, command: commandOf(hook) })));
}
