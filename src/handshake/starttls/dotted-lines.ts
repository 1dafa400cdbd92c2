import type { Conversation } from '../conversation.ts';

/** Reads the lines of a list up to the lone dot that ends it (RFC 1939, section 3; RFC 3977, section 3.1.1). */
export async function readDottedLines(conversation: Conversation, what: string): Promise<string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await conversation.readLine(what);
    if (line === '.') return lines;
    lines.push(line.startsWith('.') ? line.slice(1) : line);
  }
}
