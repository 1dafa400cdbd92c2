import { expect, it } from 'vitest';
import { HANDSHAKE_REASONS, PHASES } from '../../src/model/handshake.ts';
import { explain, HANDSHAKE_WORDS } from '../../src/model/handshake-words.ts';

const context = { target: 'db.internal:5432' };

it.each(HANDSHAKE_REASONS)('%s is explained in one sentence that begins with the target', (reason) => {
  for (const phase of PHASES) {
    const sentence = explain(phase, reason, context);
    expect(sentence).toMatch(/^db\.internal:5432 [a-z][^\n]*: [a-z][^\n]*\.$/);
    expect(sentence.match(/\. /g)).toBeNull();
    expect(sentence).not.toContain('undefined');
  }
});

it('says something of its own for each reason', () => {
  const words = HANDSHAKE_REASONS.map((reason) => HANDSHAKE_WORDS[reason]);
  expect(new Set(words.map(({ meaning }) => meaning)).size).toBe(HANDSHAKE_REASONS.length);
  expect(new Set(words.map(({ remedy }) => remedy)).size).toBe(HANDSHAKE_REASONS.length);
});

it('says in which phase what happens in several', () => {
  expect(explain('starttls', 'closed', context)).toContain(
    ' closed the connection in the conversation before TLS: ',
  );
  expect(explain('starttls', 'protocol_error', context)).toContain(
    ' breaks the rules of the protocol in the conversation before TLS: see that the port and starttls fit',
  );
  expect(explain('tls', 'closed', context)).toContain(' closed the connection during the TLS handshake: ');
});

it('shows what cannot be seen in a target', () => {
  expect(explain('dns', 'dns_not_found', { target: 'a\u202eb:443' })).toContain('a\\u202eb:443 ');
});
