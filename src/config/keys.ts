import * as z from 'zod';
import { fileSchema } from './schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  /** Either of these. */
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/**
 * Every key that a configuration file may have, written as people write it: `scan.interval`, `sources[].include`;
 * `NAME` stands for a key that they choose: `handshake.modules.NAME.ip`.
 * Taken from the schema, so that hints and the documentation's test cannot fall behind it.
 */
export function configKeys(schema: z.ZodType = fileSchema): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
  // What several types of source have is one key.
  return [...new Set(keysOf(root, ''))];
}

function keysOf(node: SchemaNode, path: string): string[] {
  if (node.items) return keysOf(node.items, `${path}[]`);
  if (typeof node.additionalProperties === 'object') return keysOf(node.additionalProperties, `${path}.NAME`);
  const either = node.anyOf ?? node.oneOf;
  if (either) return either.flatMap((option) => keysOf(option, path));
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...keysOf(child, here)];
  });
}
