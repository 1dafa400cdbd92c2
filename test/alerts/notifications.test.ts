import { describe, expect, it, vi } from 'vitest';
import { alertmanagerMissing, type Notification, startAlertmanager } from '../support/alertmanager.ts';
import { CERTIFICATE_OVERLAPS } from './certificate-overlaps.ts';
import { OTHER_OVERLAPS } from './other-overlaps.ts';
import { OPEN_TO_THE_TRAP, TRAPS } from './traps.ts';

const OVERLAPS = [...CERTIFICATE_OVERLAPS, ...OTHER_OVERLAPS, ...TRAPS];

/** What was told, as `Alert status` for each alert of each message. */
const told = (messages: readonly Notification[]): string[] =>
  messages.flatMap(({ alerts }) => alerts.map(({ labels, status }) => `${labels['alertname']} ${status}`));

const of = (messages: readonly Notification[], cluster: string): Notification[] =>
  messages.filter(({ alerts }) => alerts.some(({ labels }) => labels['cluster'] === cluster));

describe.each(['debian', 'built'] as const)('the Alertmanager: %s', (which) => {
  describe.skipIf(alertmanagerMissing(which))('one fault, one message', () => {
    it('for every overlap of the rules', async () => {
      const alertmanager = await startAlertmanager(which, 3);
      const { notifications } = alertmanager;
      // Each overlap is a cluster of its own, so that they do not touch each other.
      await alertmanager.post(
        OVERLAPS.flatMap(({ name, alerts }) =>
          alerts.map((labels) => ({ labels: { cluster: name, ...labels } })),
        ),
      );
      const expected = OVERLAPS.flatMap(({ tells }) => tells);
      await vi.waitFor(() => expect(told(notifications)).toHaveLength(expected.length), {
        timeout: 30_000,
        interval: 100,
      });
      // Groups leave in the order in which they began: what comes with this one has waited longer than all others.
      await alertmanager.post([{ labels: { alertname: 'Last', severity: 'warning', cluster: 'last' } }]);
      await vi.waitFor(() => expect(of(notifications, 'last')).toHaveLength(1), {
        timeout: 30_000,
        interval: 100,
      });
      const byName = OVERLAPS.map(({ name }) => [name, told(of(notifications, name)).toSorted()]);
      expect(Object.fromEntries(byName)).toEqual(
        Object.fromEntries(
          OVERLAPS.map(({ name, tells }) => [name, tells.map((each) => `${each} firing`).toSorted()]),
        ),
      );
      const messages = OVERLAPS.map(({ name }) => [name, of(notifications, name).length]);
      expect(Object.fromEntries(messages)).toEqual(
        Object.fromEntries(OVERLAPS.map(({ name, tells, messages: count = tells.length }) => [name, count])),
      );
    }, 120_000);

    it('and what has ended is told as ended once, not what was held back', async () => {
      const alertmanager = await startAlertmanager(which, 2);
      const { notifications } = alertmanager;
      const expired = OVERLAPS.find(({ name }) => name === 'expired leaf');
      const alerts = expired?.alerts.map((labels) => ({ labels })) ?? [];
      await alertmanager.post(alerts);
      await vi.waitFor(() => expect(told(notifications)).toEqual(['TLSCertificateExpired firing']), {
        timeout: 30_000,
        interval: 100,
      });
      expect(await alertmanager.inhibited()).toBe(alerts.length - 1);
      const endsAt = new Date().toISOString();
      await alertmanager.post(alerts.map((alert) => ({ ...alert, endsAt })));
      await vi.waitFor(
        () =>
          expect(told(notifications)).toEqual([
            'TLSCertificateExpired firing',
            'TLSCertificateExpired resolved',
          ]),
        { timeout: 30_000, interval: 100 },
      );
    }, 120_000);
  });
});

it('every inhibit rule asks both sides for the label that names the thing', () => {
  expect(OPEN_TO_THE_TRAP).toEqual([]);
});
