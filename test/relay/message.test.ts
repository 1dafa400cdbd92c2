import { describe, expect, it } from 'vitest';
import { bytesOf, KEYWORD, MAX_MESSAGE_BYTES, robotMessage } from '../../src/relay/message.ts';
import { parseWebhook, type Webhook } from '../../src/relay/webhook.ts';
import fc from '../support/fast-check.ts';
import { alertOf, webhookOf } from '../support/webhooks.ts';

function read(document: unknown): Webhook {
  const parsed = parseWebhook(Buffer.from(JSON.stringify(document)));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.webhook;
}

const of = (...alerts: Record<string, unknown>[]): Webhook => read(webhookOf(alerts));
const labelled = (labels: Record<string, string>): Record<string, unknown> => alertOf({ labels });

describe('a message stays whole', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 4000, size: 'max' });

  it('below 20,000 bytes, whatever the alerts hold and however many there are', () => {
    fc.assert(
      fc.property(anything, anything, fc.integer({ min: 1, max: 40 }), (summary, description, count) => {
        const annotations = { summary, description, runbook_url: `https://example.com/${summary}` };
        const message = robotMessage(
          of(...Array<Record<string, unknown>>(count).fill(alertOf({ annotations }))),
          ['13800000000'],
        );
        expect(bytesOf(message)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
        expect(message.markdown.title).not.toBe('');
        expect(message.markdown.text).toContain(KEYWORD);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['\\', '"', '_', '证', '😀', '\ud800'])(
    'one alert of nothing but %j is not left out',
    (character) => {
      const long = character.repeat(100_000);
      const message = robotMessage(of(alertOf({ annotations: { summary: long, description: long } })));
      expect(bytesOf(message)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
      expect(message.markdown.text).toContain('[CRITICAL]');
      expect(message.markdown.text).not.toContain('more, which Alertmanager shows');
    },
  );

  it('and says how many alerts it leaves out, those that Alertmanager left out as well', () => {
    const alerts = Array<Record<string, unknown>>(500).fill(alertOf());
    const { markdown } = robotMessage(read({ ...webhookOf(alerts), truncatedAlerts: 7 }));
    const shown = markdown.text.split('[CRITICAL]').length - 1;
    expect(shown).toBeGreaterThan(20);
    expect(markdown.text).toContain(`and ${507 - shown} more, which Alertmanager shows`);
    expect(markdown.title).toBe('[CRITICAL] Certificate CN=www.example.com has expired (507 alerts)');
  });
});

describe('nothing in an alert acts', () => {
  it('a subject that is a link, and an address that is none of the web', () => {
    const { markdown } = robotMessage(
      of(
        alertOf({
          annotations: {
            summary: 'Certificate CN=[pay here](https://evil.example) has expired',
            description: 'first\n\n# second',
            runbook_url: 'javascript:alert(1)',
          },
        }),
      ),
    );
    expect(markdown.text).not.toMatch(/(?<!\\)\[pay/);
    expect(markdown.text).not.toContain('javascript');
    expect(markdown.text).toContain(String.raw`first \# second`);
  });

  it('an address cannot end its link', () => {
    const runbook_url = 'https://example.com/a)[b](https://evil.example';
    const { markdown } = robotMessage(of(alertOf({ annotations: { summary: 's', runbook_url } })));
    expect(markdown.text).toContain('(https://example.com/a%29[b]%28https://evil.example)');
  });

  it('a severity that is no word is not shown', () => {
    const { markdown } = robotMessage(of(labelled({ alertname: 'A', severity: '**x**' })));
    expect(markdown.title).toMatch(/^\[FIRING\] /);
  });
});

describe('what is told', () => {
  it('severity, summary, description, runbook, Alertmanager', () => {
    expect(robotMessage(of(alertOf()))).toEqual({
      msgtype: 'markdown',
      markdown: {
        title: '[CRITICAL] Certificate CN=www.example.com has expired',
        text: [
          '**[CRITICAL] Certificate CN=www.example.com has expired**',
          'CN=www.example.com (leaf) in /etc/nginx/www.crt expired 3h ago. Renew it.',
          '[Runbook of TLSCertificateExpired](https://example.com/runbooks/TLSCertificateExpired.md)',
          'tls-cert-exporter, [Alertmanager](http://alertmanager.example.com:9093/)',
        ].join('\n\n'),
      },
      at: { atMobiles: [], isAtAll: false },
    });
  });

  it('of what has ended only that it has', () => {
    expect(robotMessage(of(alertOf({ status: 'resolved' }))).markdown).toEqual({
      title: '[RESOLVED] Certificate CN=www.example.com has expired',
      text:
        '**[RESOLVED] Certificate CN=www.example.com has expired**\n\n' +
        'tls-cert-exporter, [Alertmanager](http://alertmanager.example.com:9093/)',
    });
  });

  it('the title is of what fires, before what has ended', () => {
    const { markdown } = robotMessage(
      of(alertOf({ status: 'resolved' }), alertOf({ annotations: { summary: 'Still there' } })),
    );
    expect(markdown.title).toBe('[CRITICAL] Still there (2 alerts)');
  });

  it('an alert without annotations by its name, one without a name too', () => {
    const named = of(alertOf({ annotations: {} }));
    expect(robotMessage(named).markdown.title).toBe('[CRITICAL] TLSCertificateExpired');
    const unnamed = of(alertOf({ annotations: {}, labels: {} }));
    expect(robotMessage(unnamed).markdown.title).toBe('[FIRING] an alert without a name');
  });

  it.each([
    ['critical', 'firing', ['13800000000', '+852-51234567']],
    ['critical', 'resolved', []],
    ['warning', 'firing', []],
  ])('%s and %s calls %j', (severity, status, called) => {
    const alert = { ...labelled({ alertname: 'A', severity }), status };
    const { at, markdown } = robotMessage(of(alert), ['13800000000', '+852-51234567']);
    expect(at.atMobiles).toEqual(called);
    expect(markdown.text.endsWith('\n\n@13800000000 @+852-51234567')).toBe(called.length > 0);
  });
});
