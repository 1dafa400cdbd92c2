import type { FollowHandler } from '../../kubernetes/following.ts';
import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { PassphraseSecret } from '../../model/object-rule.ts';
import { textAt } from './field.ts';

/**
 * The passphrases of keystores that lie in Secrets of their own, as Base64. They are followed like everything else:
 * one that is corrected opens its keystores without a restart. Kept in memory and nowhere else.
 */
export class Passphrases {
  readonly #known = new Map<string, string>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** @param beside the namespace of the keystore */
  find({ namespace = '', name, key }: PassphraseSecret, beside: string): string | undefined {
    return this.#known.get(JSON.stringify([namespace === '' ? beside : namespace, name, key]));
  }

  /** What takes one such Secret, in one namespace or in all. */
  handler({ key }: PassphraseSecret): FollowHandler {
    let seen = new Set<string>();
    const own = new Set<string>();
    const put = (id: string, value: string | undefined): void => {
      if (this.#known.get(id) === value) return;
      if (value === undefined) this.#known.delete(id);
      else this.#known.set(id, value);
      this.#onChange();
    };
    const idOf = ({ metadata: { namespace = '', name } }: KubernetesObject): string =>
      JSON.stringify([namespace, name, key]);
    return {
      begin: () => {
        seen = new Set();
      },
      upsert: (object) => {
        const id = idOf(object);
        seen.add(id);
        own.add(id);
        put(id, textAt(object['data'], key));
      },
      remove: (object) => put(idOf(object), undefined),
      synced: () => {
        for (const id of own) if (!seen.has(id)) put(id, undefined);
      },
    };
  }
}
