import type { CharacterTest } from './character-test.ts';
import type { Assertion, Expression, Look } from './expression-syntax.ts';

/** What a state waits for before it goes on. States are numbers: their place in the program. */
export type State =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: 'assertion'; readonly holds: Assertion; readonly next: number }
  /** `look` is a number of `Program.looks`. */
  | { readonly kind: 'look'; readonly look: number; readonly next: number }
  | { readonly kind: 'fork'; readonly next: number; readonly other: number }
  | { readonly kind: 'accept' };

/** An expression, or what is in one of its looks, as states of a machine that reads one character after another. */
export interface Program {
  readonly states: readonly State[];
  readonly start: number;
  /** Whether it reads from the end of a text to its beginning. */
  readonly isBackward: boolean;
}

/** A look whose truth can be told once that of those before it is known. */
export interface LookProgram extends Program {
  readonly isNegative: boolean;
}

/**
 * Each character of a text may cost a step for each state, though hardly an expression has all of them busy at once. A
 * list of two hundred names is that long; of what counts to thousands, the longest path takes a tenth of a second.
 */
const MOST_STATES = 4000;

export class TooManyStatesError extends SyntaxError {
  constructor() {
    super(`it is too large: written out without repetitions it has more than ${MOST_STATES} parts`);
  }
}

/** Makes the machine of an expression, and those of its looks, inner ones first. */
export class ProgramBuilder {
  readonly #looks: LookProgram[] = [];
  readonly #numbers = new Map<Look, number>();
  #states: State[] = [];
  #total = 0;
  #isBackward = false;

  /** @throws TooManyStatesError */
  build(expression: Expression): { readonly program: Program; readonly looks: readonly LookProgram[] } {
    return { program: this.#program(expression, false), looks: this.#looks };
  }

  #program(expression: Expression, isBackward: boolean): Program {
    const outer = { states: this.#states, isBackward: this.#isBackward };
    this.#states = [];
    this.#isBackward = isBackward;
    const start = this.#compile(expression, this.#add({ kind: 'accept' }));
    const program = { states: this.#states, start, isBackward };
    this.#states = outer.states;
    this.#isBackward = outer.isBackward;
    return program;
  }

  /** Adds what leads through the expression to `next`; gives the state in which it begins. */
  #compile(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'character':
        return this.#add({ kind: 'character', test: expression.test, next });
      case 'assertion':
        return this.#add({ kind: 'assertion', holds: expression.holds, next });
      case 'look':
        return this.#add({ kind: 'look', look: this.#number(expression), next });
      case 'sequence': {
        const parts = this.#isBackward ? expression.parts : expression.parts.toReversed();
        return parts.reduce((after, part) => this.#compile(part, after), next);
      }
      case 'choice':
        return expression.options
          .map((option) => this.#compile(option, next))
          .reduce((other, start) => this.#add({ kind: 'fork', next: start, other }));
      default:
        return this.#repeat(expression, next);
    }
  }

  #repeat({ body, min, max }: Extract<Expression, { kind: 'repeat' }>, next: number): number {
    let start = next;
    if (max === Infinity) {
      // The fork leads into the body, which leads back to the fork: one of them has to be put right afterwards.
      const fork = this.#add({ kind: 'fork', next, other: next });
      this.#states[fork] = { kind: 'fork', next: this.#compile(body, fork), other: next };
      start = fork;
    }
    const optional = max === Infinity ? 0 : max - min;
    for (let round = 0; round < optional; round++) {
      start = this.#add({ kind: 'fork', next: this.#compile(body, start), other: next });
    }
    for (let round = 0; round < min; round++) {
      const before = this.#compile(body, start);
      // What takes nothing and asks for nothing may be there a milliard times.
      if (before === start) break;
      start = before;
    }
    return start;
  }

  /** A look is one machine, however often a repetition has copied what it stands in. */
  #number(look: Look): number {
    const known = this.#numbers.get(look);
    if (known !== undefined) return known;
    // From each end at once what is looked for ahead ends somewhere; so it is read backward from wherever that may be.
    const { isNegative } = look;
    const program = this.#program(look.body, look.isAhead);
    const number = this.#looks.push({ ...program, isNegative }) - 1;
    this.#numbers.set(look, number);
    return number;
  }

  #add(state: State): number {
    if (++this.#total > MOST_STATES) throw new TooManyStatesError();
    return this.#states.push(state) - 1;
  }
}
