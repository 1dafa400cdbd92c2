import { expect, it } from 'vitest';
import { unitOf } from '../../../src/trust/processes/unit-of.ts';

const ID = '0123456789ab'.padEnd(64, 'c');

it.each([
  ['nginx.service', '0::/system.slice/nginx.service\n'],
  ['app.service', '0::/user.slice/user-1000.slice/user@1000.service/app.slice/app.service\n'],
  ['session-3.scope', '1:name=systemd:/user.slice/user-0.slice/session-3.scope\n0::/\n'],
  ['0123456789ab', `0::/system.slice/docker-${ID}.scope\n`],
  ['0123456789ab', `9:memory:/docker/${ID}\n0::/system.slice/docker.service\n`],
  ['0123456789ab', `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope\n`],
  ['', '0::/\n'],
  ['', ''],
])('%s', (unit, cgroup) => {
  expect(unitOf(cgroup)).toBe(unit);
});
