import * as z from 'zod';

/** More alerts than one message could ever show; whoever sends more has no `max_alerts`. */
const MAX_ALERTS = 10_000;

const texts = z.record(z.string(), z.string());

/** What is read of an alert; Alertmanager says more, and later versions may say more still. */
const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts.default({}),
  startsAt: z.string().default(''),
});

const webhookSchema = z.object({
  version: z.literal('4'),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string().default(''),
  alerts: z.array(alertSchema).min(1).max(MAX_ALERTS),
  /** Where Alertmanager is reached by people. */
  externalURL: z.string().default(''),
  /** How many alerts `max_alerts` has left out. */
  truncatedAlerts: z.number().int().nonnegative().default(0),
});

/** A notification as Alertmanager posts it to a webhook, version 4 of that format. */
export type Webhook = z.output<typeof webhookSchema>;
export type WebhookAlert = Webhook['alerts'][number];

export type ParsedWebhook =
  | { readonly ok: true; readonly webhook: Webhook }
  | { readonly ok: false /** What was expected, and where. */; readonly error: string };

/** Reads the body of a request. Keys that are not known are passed over: Alertmanager adds some with its versions. */
export function parseWebhook(body: Buffer): ParsedWebhook {
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch {
    return {
      ok: false,
      error: 'expected the JSON of an Alertmanager webhook, got something that is no JSON',
    };
  }
  const parsed = webhookSchema.safeParse(document);
  if (parsed.success) return { ok: true, webhook: parsed.data };
  const [issue] = parsed.error.issues;
  const where =
    issue === undefined || issue.path.length === 0 ? 'the body' : issue.path.map(String).join('.');
  return { ok: false, error: `expected an Alertmanager webhook of version 4: ${where}: ${issue?.message}` };
}
