import { z } from 'zod';
import { fileSchema } from './schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/**
 * Every key that a configuration file may have, written as people write it: `scan.interval`, `sources[].include`.
 * Taken from the schema, so that hints and the documentation's test cannot fall behind it.
 */
export function configKeys(schema: z.ZodType = fileSchema): string[] {
  return keysOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode, '');
}

function keysOf(node: SchemaNode, path: string): string[] {
  if (node.items) return keysOf(node.items, `${path}[]`);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...keysOf(child, here)];
  });
}
