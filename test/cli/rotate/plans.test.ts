import { expect, it } from 'vitest';
import { plain } from '../../../src/cli/probe/paint.ts';
import { plansJson, plansReport } from '../../../src/cli/rotate/plans.ts';
import type { RotationPlan } from '../../../src/model/rotation-plan.ts';

const anchor = (subject: string) => ({ subject, fingerprintSha256: 'ab'.repeat(32) });

const ROTATE: RotationPlan = {
  rotation: 'corp-roots',
  kind: 'anchors',
  target: '/etc/ssl/corp.pem',
  path: '/etc/ssl/certs/corp.pem',
  outcome: 'rotate',
  way: 'rename',
  reasons: [],
  notes: ['2 anchors expired: CN=Old'],
  sha256Before: '11'.repeat(32),
  sha256After: '22'.repeat(32),
  anchorsBefore: 2,
  anchorsAfter: 3,
  added: [anchor('CN=New'), anchor('CN=\u202eevil\n')],
  removed: [anchor('CN=Former')],
  hooks: [
    { stage: 'validate', command: ['nginx', '-t'] },
    { stage: 'verify', command: ['handshake localhost:443'] },
  ],
};

const REFUSED: RotationPlan = {
  ...ROTATE,
  rotation: 'www',
  kind: 'chain',
  path: undefined,
  outcome: 'refused',
  way: undefined,
  reasons: ['it holds no certificate', 'it is \u001b[31mred'],
  notes: [],
  sha256Before: undefined,
  sha256After: undefined,
  added: [],
  removed: [],
  hooks: [],
};

it('is shown to people, with nothing in it that a terminal would obey', () => {
  expect(plansReport([ROTATE, REFUSED], plain)).toBe(
    [
      'corp-roots  would be rotated  /etc/ssl/corp.pem',
      '  renamed over /etc/ssl/certs/corp.pem: 2 → 3 anchors',
      `  + CN=New  ${'ab'.repeat(32)}`,
      String.raw`  + CN=\u202eevil\n  ${'ab'.repeat(32)}`,
      `  - CN=Former  ${'ab'.repeat(32)}`,
      '  validate: nginx -t',
      '  verify: handshake localhost:443',
      '  note     2 anchors expired: CN=Old',
      '',
      'www  would be refused  /etc/ssl/corp.pem',
      '  it holds no certificate',
      String.raw`  it is \u001b[31mred`,
      '',
    ].join('\n'),
  );
});

it('says where it writes in place, and where there is nothing to do', () => {
  expect(plansReport([{ ...ROTATE, way: 'in_place' }], plain)).toContain('  written into /etc/ssl/certs');
  expect(plansReport([{ ...REFUSED, outcome: 'unchanged', reasons: [] }], plain)).toBe(
    'www  unchanged  /etc/ssl/corp.pem\n',
  );
});

it('names so many anchors and counts the others', () => {
  const added = Array.from({ length: 25 }, (_, index) => anchor(`CN=${index}`));
  const report = plansReport([{ ...ROTATE, added }], plain);
  expect(report.match(/^ {2}\+ CN=/gm)).toHaveLength(20);
  expect(report).toContain('  + and 5 more\n');
});

it('is JSON with null for what there is not', () => {
  expect(JSON.parse(plansJson([ROTATE, REFUSED]))).toEqual({
    plans: [
      {
        rotation: 'corp-roots',
        kind: 'anchors',
        target: '/etc/ssl/corp.pem',
        path: '/etc/ssl/certs/corp.pem',
        outcome: 'rotate',
        way: 'rename',
        reasons: [],
        notes: ['2 anchors expired: CN=Old'],
        sha256_before: '11'.repeat(32),
        sha256_after: '22'.repeat(32),
        anchors_before: 2,
        anchors_after: 3,
        added: [
          { subject: 'CN=New', fingerprint_sha256: 'ab'.repeat(32) },
          { subject: 'CN=\u202eevil\n', fingerprint_sha256: 'ab'.repeat(32) },
        ],
        removed: [{ subject: 'CN=Former', fingerprint_sha256: 'ab'.repeat(32) }],
        hooks: [
          { stage: 'validate', command: ['nginx', '-t'] },
          { stage: 'verify', command: ['handshake localhost:443'] },
        ],
      },
      expect.objectContaining({ rotation: 'www', path: null, way: null, sha256_before: null, hooks: [] }),
    ],
  });
});
