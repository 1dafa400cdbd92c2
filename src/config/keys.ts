import * as z from 'zod';
import { fileSchema } from './schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

/**
 * Every key that a configuration file may have, written as people write it: `scan.interval`, `sources[].include`;
 * `NAME` stands for a key that they choose: `handshake.modules.NAME.ip`.
 * Taken from the schema, so that hints and the documentation's test cannot fall behind it.
 */
export function configKeys(schema: z.ZodType = fileSchema): string[] {
  return keysOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode, '');
}

function keysOf(node: SchemaNode, path: string): string[] {
  if (node.items) return keysOf(node.items, `${path}[]`);
  if (typeof node.additionalProperties === 'object') return keysOf(node.additionalProperties, `${path}.NAME`);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...keysOf(child, here)];
  });
}
