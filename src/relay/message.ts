import { escapeMarkdown, oneLine } from './escape-markdown.ts';
import type { Webhook, WebhookAlert } from './webhook.ts';

/** A message of the type `markdown`, as a robot of DingTalk takes it. */
export interface RobotMessage {
  readonly msgtype: 'markdown';
  readonly markdown: {
    /** What is shown in the list of conversations. */
    readonly title: string;
    readonly text: string;
  };
  readonly at: { readonly atMobiles: readonly string[]; readonly isAtAll: false };
}

/** DingTalk refuses a message whose body has more bytes than this. */
export const MAX_MESSAGE_BYTES = 20_000;

const MAX_TITLE_CHARACTERS = 120;
/** A single alert never fills the message: its links come after its text. */
const MAX_TEXT_CHARACTERS = 3000;

/** More could not fit, however short they are. */
const MAX_SHOWN = 400;

/** A word that is in every message, for robots that ask for one ("custom keywords"). */
export const KEYWORD = 'tls-cert-exporter';

/**
 * One message of one notification. Alerts that do not fit into 20,000 bytes are counted at its end, so that nobody takes
 * the message for all there is.
 *
 * @param mobiles Who is called by name where something critical fires.
 */
export function robotMessage(webhook: Webhook, mobiles: readonly string[] = []): RobotMessage {
  const called = webhook.alerts.some(isCritical) ? mobiles : [];
  const paragraphs = webhook.alerts.slice(0, MAX_SHOWN).map(paragraph);
  let shown = paragraphs.length;
  let message = assemble(webhook, paragraphs, shown, called);
  while (shown > 1 && bytesOf(message) > MAX_MESSAGE_BYTES) {
    shown = Math.min(shown - 1, Math.floor((shown * MAX_MESSAGE_BYTES) / bytesOf(message)) || 1);
    message = assemble(webhook, paragraphs, shown, called);
  }
  return message;
}

export function bytesOf(message: RobotMessage): number {
  return Buffer.byteLength(JSON.stringify(message));
}

function assemble(
  webhook: Webhook,
  paragraphs: readonly string[],
  shown: number,
  called: readonly string[],
): RobotMessage {
  const count = webhook.alerts.length + webhook.truncatedAlerts;
  const left = count - shown;
  const text = [
    ...paragraphs.slice(0, shown),
    ...(left > 0 ? [`and ${left} more, which Alertmanager shows`] : []),
    footer(webhook),
    ...(called.length > 0 ? [called.map((mobile) => `@${mobile}`).join(' ')] : []),
  ].join('\n\n');
  return {
    msgtype: 'markdown',
    markdown: { title: title(webhook, count), text },
    at: { atMobiles: called, isAtAll: false },
  };
}

function title({ alerts }: Webhook, count: number): string {
  const first = alerts.find(({ status }) => status === 'firing') ?? alerts[0];
  if (first === undefined) return KEYWORD;
  const number = count > 1 ? ` (${count} alerts)` : '';
  return `[${word(first)}] ${cut(summary(first), MAX_TITLE_CHARACTERS)}${number}`;
}

function paragraph(alert: WebhookAlert): string {
  const { annotations, labels } = alert;
  const heading = `**[${word(alert)}] ${escapeMarkdown(cut(summary(alert), MAX_TITLE_CHARACTERS * 2))}**`;
  const description = annotations['description'] ?? annotations['message'] ?? '';
  const name = labels['alertname'] ?? '';
  const runbook = link(name === '' ? 'Runbook' : `Runbook of ${name}`, annotations['runbook_url']);
  const isResolved = alert.status === 'resolved';
  return [
    heading,
    // What was to be done is no longer of interest to anybody.
    ...(isResolved || description === '' ? [] : [escapeMarkdown(cut(description, MAX_TEXT_CHARACTERS))]),
    ...(isResolved || runbook === '' ? [] : [runbook]),
  ].join('\n\n');
}

function footer({ externalURL }: Webhook): string {
  const alertmanager = link('Alertmanager', externalURL);
  return alertmanager === '' ? KEYWORD : `${KEYWORD}, ${alertmanager}`;
}

/** Only what is an address of the web, and cannot end the link before its end. */
function link(words: string, url: string | undefined): string {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.href.length > 1000) return '';
  return `[${escapeMarkdown(words)}](${parsed.href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

function summary({ annotations, labels }: WebhookAlert): string {
  return oneLine(annotations['summary'] || labels['alertname'] || 'an alert without a name');
}

function word({ status, labels }: WebhookAlert): string {
  if (status === 'resolved') return 'RESOLVED';
  return /^\w{1,20}$/.test(labels['severity'] ?? '') ? (labels['severity'] ?? '').toUpperCase() : 'FIRING';
}

function isCritical({ status, labels }: WebhookAlert): boolean {
  return status === 'firing' && labels['severity'] === 'critical';
}

/** Cut between characters, not within one. */
function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  // A character has at most two units.
  const all = Array.from(text.slice(0, 2 * characters + 1));
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join('')}…`;
}
