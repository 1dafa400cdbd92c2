import * as z from 'zod';
import type { Target } from '../model/handshake.ts';
import { parseTargetAddress, TARGET_EXPECTED, targetOfUrl } from '../model/target-address.ts';
import { ConfigError } from './config-error.ts';
import { keyPath, mistakes } from './issues.ts';
import { configKeys } from './keys.ts';
import { parseStrict } from './load.ts';

/** Lists that serve another exporter's http prober as well have addresses of the web; the target is what they name. */
const target = z.string().transform((text, context) => {
  const named = targetOfUrl(text) ?? text;
  if (parseTargetAddress(named) !== undefined) return named;
  context.addIssue({ code: 'custom', message: `expected ${TARGET_EXPECTED}, got ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** YAML has numbers and more where Prometheus has text: it takes `shard: 1` for `1`, and so do we. */
const labelValue = z.any().transform((value: unknown, context) => {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  context.addIssue({ code: 'invalid_type', expected: 'string', input: value });
  return z.NEVER;
});

/**
 * Prometheus's file_sd format. Of the labels `module` (or, as the blackbox exporter's users write it,
 * `__param_module`) and `stored` mean something here; others are for whoever else reads the file.
 */
const targetFileSchema = z.array(
  z.strictObject({
    // What is left empty in YAML is nothing to Prometheus, and no mistake.
    targets: z.array(target).nullable(),
    labels: z.record(z.string(), labelValue).nullish(),
  }),
);

/**
 * Reads the text of a file that lists targets: JSON where its name ends in `.json`, else YAML.
 * @param module the module of groups that name none
 * @param modules the modules that there are
 * @throws ConfigError with one line for each mistake.
 */
export function parseTargetFile(
  text: string,
  path: string,
  module: string,
  modules: ReadonlySet<string>,
): Target[] {
  const groups = path.endsWith('.json') ? parseJson(text, path) : parseStrict(text, path, targetFileSchema);
  return groups.flatMap(({ targets, labels }, index) => {
    // To Prometheus an empty label is none.
    const own = labels?.['module'] || labels?.['__param_module'] || module;
    if (!modules.has(own)) {
      const known = [...modules].join(', ');
      throw new ConfigError(
        `${path}: [${index}].labels: expected one of the modules (${known}), got ${JSON.stringify(own)}`,
      );
    }
    const stored = labels?.['stored'] || undefined;
    if (stored !== undefined && !stored.startsWith('/'))
      throw new ConfigError(`${path}: [${index}].labels.stored: expected an absolute path`);
    return (targets ?? []).flatMap((each): Target[] => {
      const address = parseTargetAddress(each);
      if (address === undefined) return [];
      return [{ target: each, ...address, module: own, ...(stored === undefined ? {} : { stored }) }];
    });
  });
}

/** JSON is YAML, too, but a list of thousands of targets is read a hundred times faster as what it is. */
function parseJson(text: string, path: string): z.output<typeof targetFileSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path}: not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = targetFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    mistakes(parsed.error.issues, value, configKeys(targetFileSchema))
      .map((mistake) => `${path}: ${keyPath(mistake.path)}: ${mistake.message}`)
      .join('\n'),
  );
}
