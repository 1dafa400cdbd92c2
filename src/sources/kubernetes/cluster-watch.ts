import type { ApiClient } from '../../kubernetes/api-client.ts';
import type { FollowHandler } from '../../kubernetes/following.ts';
import type { ObjectFacts } from '../../model/kubernetes-facts.ts';
import type { ObjectRule } from '../../model/object-rule.ts';
import type { Problem } from '../../model/problem.ts';
import type { Collection } from '../../model/source.ts';
import { plural } from '../../model/words.ts';
import { type Asked, followProblems, isComplete } from './follow-problems.ts';
import { type Gathered, type GatheredTable, gatherContents, gatherFacts } from './gather.ts';
import type { KubernetesSourceOptions } from './kubernetes.ts';
import { NamespaceSet } from './namespace-set.ts';
import { ObjectTable } from './object-table.ts';
import { Passphrases } from './passphrases.ts';
import { namespaceQuestion, passphraseQuestions, type Question, questions } from './plan.ts';
import { ReadRule } from './read-rule.ts';

/** Milliseconds. The first collection is what `check` shows, and has to be worth something. */
const PATIENCE = { first: 60_000, later: 1000 };

/** A table and what fills it. */
interface Followed extends GatheredTable {
  readonly table: ObjectTable;
  readonly asked: { question: Question; follower: Asked['follower'] };
  readonly usesPassphrases: boolean;
}

/** Follows everything that the rules of one source name, in one cluster. */
export class ClusterWatch {
  readonly #client: ApiClient;
  readonly #options: KubernetesSourceOptions;
  readonly #namespaces: NamespaceSet[] = [];
  readonly #besides: Asked[] = [];
  readonly #followed: Followed[] = [];
  readonly #starting: Promise<void>;
  #isClosed = false;
  #wasCollected = false;
  #contents: { of: string; gathered: Gathered } | undefined;
  #facts: { of: string; gathered: ObjectFacts } | undefined;
  #problems: readonly Problem[] = [];

  constructor(client: ApiClient, options: KubernetesSourceOptions) {
    this.#client = client;
    this.#options = options;
    this.#starting = this.#start();
  }

  /**
   * Resolves once everything was listed, or the attempt at it has failed, and keystores that were seen so far have
   * been read. Those that take their time, as somebody may have made them for that, hold nothing else up for ever.
   */
  async attempted(): Promise<void> {
    await this.#starting;
    await Promise.all(this.#asked().map(({ follower }) => follower.attempted));
    const { first, later } = this.#options.patience ?? PATIENCE;
    await within(
      this.#wasCollected ? later : first,
      Promise.all(this.#followed.map(({ table }) => table.settled())),
    );
    this.#wasCollected = true;
  }

  /** What is known now; the same arrays as before where nothing has changed. */
  collection(): Collection {
    const { certificates, revocationLists, problems } = this.#gatherContents();
    const asked = this.#asked();
    const all = [...followProblems(asked), ...this.#stillOpening(), ...problems];
    if (JSON.stringify(all) !== JSON.stringify(this.#problems)) this.#problems = all;
    return {
      certificates,
      revocationLists,
      problems: this.#problems,
      objects: this.#gatherFacts(),
      complete: isComplete(asked),
    };
  }

  close(): void {
    this.#isClosed = true;
    for (const { follower } of this.#asked()) follower.close();
  }

  /** Passphrases first, because a keystore that is read before its passphrase is there would be told as one that no passphrase opens. */
  async #start(): Promise<void> {
    const { rules, shard, objectLabels, readField } = this.#options;
    const passphrases = new Passphrases(() => this.#readKeystoresAgain());
    for (const rule of rules) {
      if (rule.passphraseSecret === undefined) continue;
      const handler = passphrases.handler(rule.passphraseSecret);
      for (const question of passphraseQuestions(rule)) this.#besides.push(this.#ask(question, handler));
    }
    await Promise.all(this.#besides.map(({ follower }) => follower.attempted));
    if (this.#isClosed) return;
    for (const rule of rules) {
      const readRule = new ReadRule(rule, { shard, objectLabels, passphrases, readField });
      await this.#followRule(rule, readRule);
    }
  }

  /** One list after the other, so that there is one page of objects in memory at a time. */
  async #followRule(rule: ObjectRule, readRule: ReadRule): Promise<void> {
    const namespaces = this.#followNamespaces(rule);
    for (const question of questions(rule)) {
      if (this.#isAnswered()) await this.#followed.at(-1)?.asked.follower.attempted;
      if (this.#isClosed) return;
      const table = new ObjectTable(readRule);
      this.#followed.push({
        table,
        kind: readRule.kind,
        rule,
        inNamespace: namespaces && ((namespace) => namespaces.has(namespace)),
        asked: this.#ask(question, table),
        usesPassphrases: rule.passphraseSecret !== undefined,
      });
    }
  }

  /**
   * Whether the server says something at all. Where it does not, nobody waits for anybody else: each list may need a
   * minute to find that out. A right that is missing is an answer.
   */
  #isAnswered(): boolean {
    return this.#followed.every(({ asked: { follower } }) => {
      const { problem } = follower.state;
      return problem === undefined || problem.reason === 'permission_denied';
    });
  }

  #followNamespaces(rule: ObjectRule): NamespaceSet | undefined {
    const question = namespaceQuestion(rule);
    if (question === undefined) return undefined;
    const namespaces = new NamespaceSet();
    this.#namespaces.push(namespaces);
    this.#besides.push(this.#ask(question, namespaces));
    return namespaces;
  }

  #ask(question: Question, handler: FollowHandler): { question: Question; follower: Asked['follower'] } {
    const { follow, pageSize } = this.#options;
    return { question, follower: follow(this.#client, { ...question, pageSize }, handler) };
  }

  /** A passphrase has changed: what it may open is listed anew, because no keystore is kept. */
  #readKeystoresAgain(): void {
    if (this.#isClosed) return;
    for (const { asked, table, usesPassphrases } of this.#followed) {
      if (!usesPassphrases) continue;
      asked.follower.close();
      asked.follower = this.#ask(asked.question, table).follower;
    }
  }

  #stillOpening(): Problem[] {
    const count = this.#followed.reduce((sum, { table }) => sum + table.pending, 0);
    if (count === 0) return [];
    const detail = `${plural(count, 'object')} with keystores that are still being opened.`;
    return [{ reason: 'timeout', detail, location: {} }];
  }

  #asked(): Asked[] {
    return [...this.#besides, ...this.#followed.map(({ asked }) => asked)];
  }

  #gatherContents(): Gathered {
    const of = this.#version(({ changes }) => changes);
    if (this.#contents?.of !== of) this.#contents = { of, gathered: gatherContents(this.#followed) };
    return this.#contents.gathered;
  }

  #gatherFacts(): ObjectFacts {
    const of = this.#version(({ factChanges }) => factChanges);
    if (this.#facts?.of !== of) this.#facts = { of, gathered: gatherFacts(this.#followed) };
    return this.#facts.gathered;
  }

  /** Another text whenever a table or a set of namespaces has changed. */
  #version(changesOf: (table: ObjectTable) => number): string {
    return [
      ...this.#followed.map(({ table }) => changesOf(table)),
      ...this.#namespaces.map(({ changes }) => changes),
    ].join();
  }
}

/** Resolves when the work is done, or the time is over. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, milliseconds);
  try {
    await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
