import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../src/relay/webhook.ts';
import { alertOf, webhookOf } from '../support/webhooks.ts';

const parsed = (document: unknown) => parseWebhook(Buffer.from(JSON.stringify(document)));
const error = (document: unknown): string => {
  const result = parsed(document);
  return result.ok ? 'none' : result.error;
};

describe('what is no webhook is refused with what was expected', () => {
  it.each([[''], ['{'], ['[]x'], ['\u0000'], ['{"version":"4"'], ['nul']])('%j is no JSON', (text) => {
    expect(parseWebhook(Buffer.from(text))).toEqual({
      ok: false,
      error: 'expected the JSON of an Alertmanager webhook, got something that is no JSON',
    });
  });

  it.each([
    ['the body', null],
    ['the body', []],
    ['the body', 'text'],
    ['version', { ...webhookOf(), version: '3' }],
    ['status', { ...webhookOf(), status: 'broken' }],
    ['alerts', { ...webhookOf(), alerts: [] }],
    ['alerts', { ...webhookOf(), alerts: Array<object>(10_001).fill(alertOf()) }],
    ['alerts', { ...webhookOf(), alerts: 'all' }],
    ['alerts.0.labels', webhookOf([{ ...alertOf(), labels: ['x'] }])],
    ['alerts.0.labels.severity', webhookOf([{ ...alertOf(), labels: { severity: 1 } }])],
    ['alerts.0.annotations.summary', webhookOf([{ ...alertOf(), annotations: { summary: { a: 1 } } }])],
    ['truncatedAlerts', { ...webhookOf(), truncatedAlerts: -1 }],
  ])('%s', (where, document) => {
    expect(error(document)).toMatch(/^expected an Alertmanager webhook of version 4: /);
    expect(error(document)).toContain(`: ${where}: `);
  });

  it('names like those of prototypes are labels like others', () => {
    const text = JSON.stringify(webhookOf()).replace('"severity"', '"__proto__"');
    const result = parseWebhook(Buffer.from(text));
    expect(result.ok).toBe(true);
    expect(({} as Record<string, unknown>)['severity']).toBeUndefined();
  });
});

it('what Alertmanager posts is read, and what later versions add is passed over', () => {
  const result = parsed({ ...webhookOf(), notificationReason: 'first', alerts: [alertOf({ more: 1 })] });
  expect(result).toMatchObject({
    ok: true,
    webhook: {
      status: 'firing',
      receiver: 'on-call',
      externalURL: 'http://alertmanager.example.com:9093',
      truncatedAlerts: 0,
      alerts: [{ status: 'firing', labels: { alertname: 'TLSCertificateExpired' } }],
    },
  });
});

it('an alert needs no annotations', () => {
  const { annotations: _, ...bare } = alertOf();
  expect(parsed(webhookOf([bare]))).toMatchObject({ ok: true, webhook: { alerts: [{ annotations: {} }] } });
});
