import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Relaying, type RelayingOptions } from '../../src/app/relaying.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { RELAY_FAMILIES } from '../../src/relay/families.ts';
import { FAILURE_REASONS } from '../../src/relay/outcome.ts';
import { dingtalkRobot } from '../support/dingtalk-robot.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { webhookOf } from '../support/webhooks.ts';

async function relayWith(own: Partial<RelayingOptions> = {}): Promise<AsyncDisposable & { url: string }> {
  const relaying = await Relaying.load({
    listen: ['127.0.0.1:0'],
    webConfigFile: undefined,
    robot: { urlFile: temporaryFile('url', 'http://127.0.0.1:9/robot/send'), secretFile: undefined },
    mobiles: [],
    timeout: 5,
    log: { level: 'info', format: 'json', output: { write: () => undefined } },
    ...own,
  });
  await relaying.start();
  const [address] = relaying.addresses;
  return {
    url: `http://127.0.0.1:${address?.port}`,
    [Symbol.asyncDispose]: () => relaying.stop(),
  };
}

const series = (text: string): string[] =>
  text.split('\n').filter((line) => line.startsWith('tls_cert_exporter_relay'));

describe('what cannot be used is told before anything listens', () => {
  it.each([
    [{ listen: ['9202'] }, '--web.listen-address: "9202" is no address to listen on'],
    [
      { robot: { urlFile: '/nonexistent/url', secretFile: undefined } },
      '/nonexistent/url: cannot be read: there is no such file (ENOENT)',
    ],
    [
      { webConfigFile: '/nonexistent/web.yml' },
      '/nonexistent/web.yml: cannot be read: there is no such file (ENOENT)',
    ],
  ])('%j', async (own, message) => {
    await expect(relayWith(own)).rejects.toThrow(ConfigError);
    await expect(relayWith(own)).rejects.toThrow(message);
  });
});

it('brings a webhook to the robot, signed, and counts it', async () => {
  const robot = await dingtalkRobot({ secret: 'SECthis_is_a_secret' });
  await using relay = await relayWith({ robot: robot.files, mobiles: ['13800000000'] });
  expect(series(await (await fetch(`${relay.url}/metrics`)).text()).toSorted()).toEqual(
    [
      'tls_cert_exporter_relay_messages_sent_total 0',
      'tls_cert_exporter_relay_webhooks_refused_total 0',
      ...FAILURE_REASONS.map(
        (reason) => `tls_cert_exporter_relay_messages_failed_total{reason="${reason}"} 0`,
      ),
    ].toSorted(),
  );
  const body = JSON.stringify(webhookOf());
  expect((await fetch(relay.url, { method: 'POST', body })).status).toBe(200);
  expect((await fetch(relay.url, { method: 'POST', body: '{}' })).status).toBe(400);
  expect(robot.refusals).toEqual([]);
  expect(robot.messages).toMatchObject([{ at: { atMobiles: ['13800000000'] } }]);
  const counted = series(await (await fetch(`${relay.url}/metrics`)).text());
  expect(counted).toContain('tls_cert_exporter_relay_messages_sent_total 1');
  expect(counted).toContain('tls_cert_exporter_relay_webhooks_refused_total 1');
  expect(
    counted.some((line) => line.startsWith('tls_cert_exporter_relay_last_sent_timestamp_seconds ')),
  ).toBe(true);
});

it('one robot that refuses is a failure with its reason', async () => {
  const robot = await dingtalkRobot({ keyword: 'another word' });
  await using relay = await relayWith({ robot: robot.files });
  const response = await fetch(relay.url, { method: 'POST', body: JSON.stringify(webhookOf()) });
  expect([response.status, await response.text()]).toEqual([
    422,
    'DingTalk refused it: errcode 310000, "keywords not in content": the security settings of the robot do not let ' +
      'it through: its keyword, its signature or its addresses\n',
  ]);
  expect(await (await fetch(`${relay.url}/metrics`)).text()).toContain(
    'tls_cert_exporter_relay_messages_failed_total{reason="refused"} 1',
  );
});

describe.skipIf(programMissing('promtool'))('promtool', () => {
  it('finds nothing to complain of in its metrics', async () => {
    await using relay = await relayWith();
    const text = await (await fetch(`${relay.url}/metrics`)).text();
    expect(runProgram('promtool', ['check', 'metrics'], text)).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

it('docs/relay.md has its metrics and its reasons, and no others', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/relay.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
  expect(rows.filter((name) => name.startsWith('tls_'))).toEqual(RELAY_FAMILIES.map(({ name }) => name));
  expect(rows.filter((name) => !name.startsWith('tls_'))).toEqual([...FAILURE_REASONS]);
});
