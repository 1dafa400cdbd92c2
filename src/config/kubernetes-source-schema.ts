import * as z from 'zod';
import { compileNamePattern } from '../matching/name-pattern.ts';
import { labelMetricName } from '../model/object-label-name.ts';
import { OBJECT_RESOURCES } from '../model/object-rule.ts';
import { isPrivateKeyName } from '../model/private-key-name.ts';
import { absolutePath, interval } from './schema-parts.ts';
import { sourceName } from './source-schema-parts.ts';

const text = z.string().min(1, { message: 'expected a text that is not empty' });

/** A glob, or a regular expression between slashes. */
const namePattern = text.superRefine((pattern, context) => {
  try {
    compileNamePattern(pattern);
  } catch (error) {
    const expected = 'expected a name, a glob, or a regular expression between slashes';
    context.addIssue({ code: 'custom', message: `${expected}: ${(error as Error).message}` });
  }
});

/** Written out, such a key is a mistake: its value is never read. */
const keyPattern = namePattern.refine((key) => !isPrivateKeyName(key), {
  message: 'expected the key of a certificate: one that is named as private keys are is never read',
});

/** As kubectl takes it; whether the API server understands it, it says itself. */
const labelSelector = text;

const patterns = z.array(namePattern).default([]);

/** One rule as written. */
const objectRule = z
  .strictObject({
    kind: z.enum(OBJECT_RESOURCES),
    namespaces: patterns,
    exclude_namespaces: patterns,
    namespace_selector: labelSelector.optional(),
    selector: labelSelector.optional(),
    names: patterns,
    exclude_names: patterns,
    types: z.array(namePattern).min(1).optional(),
    keys: z.array(keyPattern).min(1).optional(),
    passphrase_key: text.optional(),
    passphrase_secret: z.strictObject({ namespace: text.optional(), name: text, key: text }).optional(),
  })
  .superRefine((rule, context) => {
    const only = (key: string, isGiven: boolean, kinds: readonly string[]): void => {
      if (!isGiven || kinds.includes(rule.kind)) return;
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `expected only with kind ${kinds.join(' or ')}`,
      });
    };
    only('types', rule.types !== undefined, ['secrets']);
    only('keys', rule.keys !== undefined, ['secrets', 'configmaps']);
    only('passphrase_key', rule.passphrase_key !== undefined, ['secrets']);
    only('passphrase_secret', rule.passphrase_secret !== undefined, ['secrets', 'configmaps']);
    for (const key of ['namespaces', 'exclude_namespaces'] as const) {
      only(key, rule[key].length > 0, NAMESPACED);
    }
    only('namespace_selector', rule.namespace_selector !== undefined, NAMESPACED);
  });

/** The kinds whose objects lie in namespaces. */
const NAMESPACED = [
  'secrets',
  'configmaps',
  'certificates.cert-manager.io',
  'certificaterequests.cert-manager.io',
];

/** A `kubernetes` source as written. */
export const kubernetesSourceSchema = z
  .strictObject({
    name: sourceName,
    type: z.literal('kubernetes'),
    kubeconfig: absolutePath.optional(),
    context: text.optional(),
    objects: z
      .array(objectRule)
      .min(1)
      .default(() => [objectRule.parse({ kind: 'secrets' })]),
    object_labels: z
      .array(text)
      .default([])
      .superRefine((labels, context) => {
        const seen = new Map<string, string>();
        for (const [index, label] of labels.entries()) {
          const name = labelMetricName(label);
          const before = seen.get(name);
          const message = `expected labels that differ in metrics: ${JSON.stringify(before)} is ${name} as well`;
          if (before === undefined) seen.set(name, label);
          else context.addIssue({ code: 'custom', path: [index], message });
        }
      }),
    page_size: z
      .int()
      .min(1, { message: 'expected at least 1' })
      .max(5000, { message: 'expected at most 5000' })
      .optional(),
    interval: interval.optional(),
  })
  .refine(({ kubeconfig, context }) => context === undefined || kubeconfig !== undefined, {
    path: ['context'],
    message: 'expected kubeconfig beside it: the cluster that the exporter runs in has no contexts',
  });

/** What a `kubernetes` source of a valid configuration file says. */
export type KubernetesSourceConfig = z.output<typeof kubernetesSourceSchema>;
