import * as z from 'zod';
import { filesSourceSchema } from './files-source-schema.ts';
import { keystoresSourceSchema } from './keystores-source-schema.ts';
import { kubeconfigsSourceSchema } from './kubeconfigs-source-schema.ts';
import { kubernetesSourceSchema } from './kubernetes-source-schema.ts';
import { presetSourceSchema } from './preset-source-schema.ts';

/** One source as written; what it may say depends on its type. */
const sourceSchema = z.discriminatedUnion('type', [
  filesSourceSchema,
  keystoresSourceSchema,
  kubeconfigsSourceSchema,
  kubernetesSourceSchema,
  presetSourceSchema,
]);

/** The list of sources as written. */
export const sourcesSchema = z.array(sourceSchema).superRefine((sources, context) => {
  const seen = new Map<string, number>();
  for (const [index, { name }] of sources.entries()) {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, index);
    else
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `expected a unique name: ${JSON.stringify(name)} is already sources[${first}]`,
      });
  }
});

/** What one source of a valid configuration file says. */
export type SourceConfig = z.output<typeof sourceSchema>;
