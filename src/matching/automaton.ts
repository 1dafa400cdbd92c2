import { type LookProgram, type Program, ProgramBuilder, type State } from './automaton-program.ts';
import type { Expression } from './expression-syntax.ts';

/**
 * Matches an expression in a time in proportion to its own length and to the text's, whatever both are: all its states
 * are followed at once from character to character (K. Thompson, 1968), so that nothing is ever tried twice. Where its
 * looks hold is found for the whole text beforehand, for the inner ones first.
 */
export class Automaton {
  readonly #run: Run;
  readonly #looks: readonly { readonly run: Run; readonly isNegative: boolean }[];

  /** @throws TooManyStatesError */
  constructor(expression: Expression) {
    const { program, looks } = new ProgramBuilder().build(expression);
    this.#run = new Run(program);
    this.#looks = looks.map((look: LookProgram) => ({ run: new Run(look), isNegative: look.isNegative }));
  }

  /** How many states were entered, in all the texts so far. */
  get steps(): number {
    return this.#runs().reduce((sum, { steps }) => sum + steps, 0);
  }

  /** The number of states: how many steps each character may cost. */
  get size(): number {
    return this.#runs().reduce((sum, { size }) => sum + size, 0);
  }

  /** Whether it matches anywhere in the text. */
  test(text: string): boolean {
    const truths: Uint8Array[] = [];
    for (const { run, isNegative } of this.#looks) {
      const truth = new Uint8Array(text.length + 1);
      run.follow(text, truths, truth);
      if (isNegative) for (let at = 0; at <= text.length; at++) truth[at] = truth[at] === 0 ? 1 : 0;
      truths.push(truth);
    }
    return this.#run.follow(text, truths);
  }

  #runs(): readonly Run[] {
    return [this.#run, ...this.#looks.map(({ run }) => run)];
  }
}

/** Follows one program. What it writes on is kept from one text to the next. */
class Run {
  readonly #states: readonly State[];
  readonly #start: number;
  readonly #isBackward: boolean;
  /** The number of the step in which each state was entered last. */
  readonly #enteredIn: Float64Array;
  /** States to enter, as a stack; each state puts at most two there in each step. */
  #entering: Int32Array;
  /** States to enter after the next character. */
  #waiting: Int32Array;
  /** Counts characters, of all texts. */
  #step = 0;
  steps = 0;

  constructor({ states, start, isBackward }: Program) {
    this.#states = states;
    this.#start = start;
    this.#isBackward = isBackward;
    this.#enteredIn = new Float64Array(states.length);
    this.#entering = new Int32Array(3 * states.length + 1);
    this.#waiting = new Int32Array(3 * states.length + 1);
  }

  get size(): number {
    return this.#states.length;
  }

  /**
   * Whether it can be gone through somewhere. With `truth` it says at which places that ends, going on to the last.
   * @param truths whether each look holds, at each place
   */
  follow(text: string, truths: readonly Uint8Array[], truth?: Uint8Array): boolean {
    const enteredIn = this.#enteredIn;
    let isAccepted = false;
    let waits = 0;
    for (let count = 0; count <= text.length; count++) {
      const at = this.#isBackward ? text.length - count : count;
      const code = count === text.length ? -1 : text.charCodeAt(this.#isBackward ? at - 1 : at);
      [this.#entering, this.#waiting] = [this.#waiting, this.#entering];
      const entering = this.#entering;
      const waiting = this.#waiting;
      let left = waits;
      waits = 0;
      entering[left++] = this.#start;
      this.#step++;
      while (left > 0) {
        const number = entering[--left] as number;
        if (enteredIn[number] === this.#step) continue;
        enteredIn[number] = this.#step;
        this.steps++;
        const state = this.#states[number] as State;
        switch (state.kind) {
          case 'accept':
            if (truth === undefined) return true;
            truth[at] = 1;
            isAccepted = true;
            break;
          case 'character':
            if (code !== -1 && state.test.matches(code)) waiting[waits++] = state.next;
            break;
          case 'fork':
            entering[left++] = state.other;
            entering[left++] = state.next;
            break;
          case 'assertion':
            if (state.holds(text, at)) entering[left++] = state.next;
            break;
          case 'look':
            if (truths[state.look]?.[at] === 1) entering[left++] = state.next;
            break;
        }
      }
    }
    return isAccepted;
  }
}
