import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programMissing, runProgram } from '../support/programs.ts';
import { ALERTS, contentOf, ROOT, RULE_FILES, TEST_FILES } from './alert-files.ts';

const run = (program: string, args: readonly string[]): void => {
  const { status, stdout, stderr } = runProgram(program, args);
  expect(stdout + stderr).not.toMatch(/FAILED|duplicate/i);
  expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
};

describe.skipIf(programMissing('promtool'))('promtool', () => {
  it('finds nothing wrong with the rules', () => {
    run('promtool', ['check', 'rules', ...RULE_FILES.map((file) => join(ROOT, file))]);
  });

  it.each(TEST_FILES)(
    '%s',
    (file) => {
      run('promtool', ['test', 'rules', join(ROOT, file)]);
    },
    120_000,
  );
});

describe.skipIf(programMissing('amtool'))('amtool', () => {
  it('finds nothing wrong with the routing and the inhibition', () => {
    run('amtool', ['check-config', join(ROOT, 'alerts/alertmanager.yml')]);
  });
});

it('the rule that is in use is as it was', () => {
  const [rule, ...others] = ALERTS.filter(({ alert }) => alert === 'CA_Certificate_Expiring_Soon');
  expect(others).toEqual([]);
  expect(rule).toMatchObject({
    expr: '(tls_cert_not_after_timestamp_seconds - time()) < 604800',
    for: '1h',
    labels: { severity: 'warning' },
    annotations: { summary: 'CA certificate {{ $labels.subject }} expires in < 7 days' },
  });
  expect(rule?.labels).toEqual({ severity: 'warning' });
});

it('each test is about all the rules, so that it sees what else fires', () => {
  for (const file of TEST_FILES) {
    expect(contentOf(file), file).toContain('rule_files: [../../alerts/*.rules.yml]');
    expect(contentOf(file), file).toContain('count by (alertname, alertstate) (ALERTS)');
  }
});
