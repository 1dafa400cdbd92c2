import type { FastifyServerOptions } from 'fastify';

const refuse = (): never => {
  throw new Error('No route has a schema: fastify has been told to load no compilers for them.');
};

/**
 * For the options of a server none of whose routes has a schema. Without it fastify loads a JSON schema validator and
 * a serializer at the start, which are larger than fastify.
 */
export const WITHOUT_SCHEMAS = {
  schemaController: { compilersFactory: { buildValidator: () => refuse, buildSerializer: () => refuse } },
} as const satisfies FastifyServerOptions;
