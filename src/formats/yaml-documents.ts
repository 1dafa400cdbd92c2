import { Composer, type Document, Lexer, Parser } from 'yaml';
import type { Steps } from './steps.ts';

/** Words, spaces and line ends between two pauses. */
const LEXEMES_PER_STEP = 64;

/** Pretty errors cost a walk through the text for each, and a hostile text has one in every word. */
const OPTIONS = { uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;

/**
 * Parses the documents of a text of YAML, with pauses as far as the parser can be made to: what is left is to put each
 * document together. What is wrong is in the documents; undefined where the parser gives up altogether. Never throws.
 */
export function* parseYaml(text: string): Steps<readonly Document.Parsed[] | undefined> {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let lexemes = 0;
  try {
    for (const lexeme of new Lexer().lex(text)) {
      for (const token of parser.next(lexeme)) yield* put(composer.next(token), documents);
      if (++lexemes % LEXEMES_PER_STEP === 0) yield;
    }
    for (const token of parser.end()) yield* put(composer.next(token), documents);
    yield* put(composer.end(), documents);
    return documents;
  } catch {
    return undefined;
  }
}

function* put(found: Iterable<Document.Parsed>, documents: Document.Parsed[]): Steps<void> {
  for (const document of found) {
    documents.push(document);
    yield;
  }
}
