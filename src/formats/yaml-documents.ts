import { Composer, type Document, Lexer, Parser } from 'yaml';
import type { Steps } from './steps.ts';

/** Words, spaces and line ends between two pauses. */
const LEXEMES_PER_STEP = 64;

/** Characters of words between two pauses. */
const CHARACTERS_PER_STEP = 64 * 1024;

/**
 * Characters of one text, quotes and all: a bundle of all the roots there are has half as many. The parser takes a
 * quoted text to pieces in one go.
 */
export const LONGEST_TEXT = 512 * 1024;

/** Pretty errors cost a walk through the text for each, and a hostile text has one in every word. */
const OPTIONS = { uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;

/**
 * Parses the documents of a text of YAML, with pauses as far as the parser can be made to: what is left is to put each
 * document together. What is wrong is in the documents, or where the parser gives up altogether, in a word. Never
 * throws.
 */
export function* parseYaml(text: string): Steps<readonly Document.Parsed[] | 'too deep' | 'too long'> {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let lexemes = 0;
  let characters = 0;
  try {
    for (const lexeme of new Lexer().lex(text)) {
      if (lexeme.length > LONGEST_TEXT) return 'too long';
      for (const token of parser.next(lexeme)) yield* put(composer.next(token), documents);
      characters += lexeme.length;
      if (++lexemes % LEXEMES_PER_STEP === 0 || characters > CHARACTERS_PER_STEP) {
        characters = 0;
        yield;
      }
    }
    for (const token of parser.end()) yield* put(composer.next(token), documents);
    yield* put(composer.end(), documents);
    return documents;
  } catch {
    return 'too deep';
  }
}

function* put(found: Iterator<Document.Parsed>, documents: Document.Parsed[]): Steps<void> {
  for (;;) {
    const { done, value } = withoutStacks(() => found.next());
    if (done === true) return;
    documents.push(value);
    yield;
  }
}

/** Each mistake is an Error, and most of what that costs is to write down where in the parser it was made. */
function withoutStacks<Result>(compose: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return compose();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
