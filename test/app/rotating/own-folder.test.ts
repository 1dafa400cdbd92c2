import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { watchesItself } from '../../../src/app/rotating/own-folder.ts';
import { anchorsOf, RotationLaboratory } from '../../support/rotation-laboratory.ts';

it('a rotation directory of its own is in nobody’s way', () => {
  const lab = new RotationLaboratory(anchorsOf('A'), anchorsOf('B'));
  expect(watchesItself(lab.directory, [lab.settings()])).toBeUndefined();
  mkdirSync(lab.directory);
  expect(watchesItself(lab.directory, [lab.settings()])).toBeUndefined();
});

it.each(['etc', 'new'])('one that leads into %s is told', (folder) => {
  const lab = new RotationLaboratory(anchorsOf('A'), anchorsOf('B'));
  symlinkSync(join(lab.root, folder), lab.directory);
  expect(watchesItself(lab.directory, [lab.settings()])).toBe('corp-roots');
});

it('a folder of anchors counts as it is, not the folder around it', () => {
  const lab = new RotationLaboratory(anchorsOf('A'), anchorsOf('B'));
  symlinkSync(join(lab.root, 'new'), lab.directory);
  const origin = { type: 'folder', path: join(lab.root, 'new') } as const;
  expect(watchesItself(lab.directory, [lab.settings({ origin })])).toBe('corp-roots');
  expect(watchesItself(lab.root, [lab.settings({ origin })])).toBeUndefined();
});
