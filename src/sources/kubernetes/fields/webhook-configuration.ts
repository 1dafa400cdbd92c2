import { type Field, member, type ReadFields, textAt } from '../field.ts';

/**
 * The caBundle of every webhook, which the API server trusts when it calls it. Validating configurations have unique
 * names of webhooks; for others a second one of the same name is told apart by its number.
 */
export const webhookFields: ReadFields = ({ webhooks }) => {
  if (!Array.isArray(webhooks)) return [];
  const seen = new Map<string, number>();
  return webhooks.flatMap((webhook: unknown): Field[] => {
    const name = textAt(webhook, 'name') ?? '';
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    const value = member(webhook, 'clientConfig', 'caBundle');
    if (typeof value !== 'string' || value === '') return [];
    const shown = before === 0 ? name : `${name}#${before}`;
    return [{ key: `webhooks[${shown}].clientConfig.caBundle`, value, encoding: 'base64', match: 'literal' }];
  });
};
