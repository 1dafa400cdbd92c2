import { expect, it } from 'vitest';
import { explanation } from '../../../src/cli/probe/words.ts';
import { HANDSHAKE_REASONS } from '../../../src/model/handshake.ts';
import { HANDSHAKE_WORDS } from '../../../src/model/handshake-words.ts';
import { probedResult } from '../../support/probed-result.ts';

it.each(HANDSHAKE_REASONS)('%s is explained with what to do', (reason) => {
  const failure = { phase: 'tls', reason, detail: 'Detail.' } as const;
  const sentence = explanation(probedResult({ success: false, failure }));
  expect(sentence).toMatch(/^www\.example\.com:443 .*\.$/);
  expect(sentence).toContain(HANDSHAKE_WORDS[reason].remedy);
});

it('tells a success of a strict client from one that asked for less', () => {
  expect(explanation(probedResult())).toBe('www.example.com:443 shakes hands as a strict client expects.');
  expect(explanation(probedResult({ chainVerified: false }))).toBe(
    'www.example.com:443 completes the handshake, and nothing more was asked for.',
  );
});
