/** How many texts are known at once: an estate has few issuers, and what strangers make up is not to fill the memory. */
const MOST_TEXTS = 256;

/** Gives one string for equal texts, where many certificates say the same: their issuer, the kind of their key. */
export class SharedTexts {
  readonly #texts = new Map<string, string>();

  of(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size === MOST_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }

  /** How many texts it knows. */
  get size(): number {
    return this.#texts.size;
  }
}
