import { describe, expect, it } from 'vitest';
import { coloured, plain } from '../../../src/cli/probe/paint.ts';
import { report } from '../../../src/cli/probe/report.ts';
import type { HandshakeResult } from '../../../src/model/handshake.ts';
import { PROBED_AT, probedResult } from '../../support/probed-result.ts';

const shown = (result: Partial<HandshakeResult> = {}): string =>
  report(probedResult(result), PROBED_AT, plain);

describe('a report', () => {
  it('says of a success what was agreed on, and where the time went', () => {
    expect(shown({ ocsp: { stapled: true, good: true, nextUpdate: PROBED_AT + 3 * 86_400 } })).toBe(
      [
        'www.example.com:443  ok',
        '  www.example.com:443 shakes hands as a strict client expects.',
        '  address   192.0.2.1',
        '  session   TLSv1.3, TLS_AES_128_GCM_SHA256, x25519',
        '  phases    dns 0.12 ms, connect 9.9 ms, tls 100 ms, verify 250 ms',
        '  verdict   completed: yes, chain verified: yes, host name matched: yes',
        '  stapling  an OCSP response is stapled: good, the next one is due in 3 days',
        '',
      ].join('\n'),
    );
  });

  it('says of a failure where, why and what to do', () => {
    const {
      chainVerified: _,
      hostnameMatch: __,
      session: ___,
      peerAddress: ____,
      ...bare
    } = probedResult().result;
    const failure = { phase: 'dns', reason: 'dns_not_found', detail: 'It does not exist.' } as const;
    const text = report(
      { result: { ...bare, success: false, completed: false, failure, durations: {} } },
      PROBED_AT,
      plain,
    );
    expect(text).toBe(
      [
        'www.example.com:443  FAILED  dns: dns_not_found',
        '  www.example.com:443 has a name that DNS does not know, or knows no such address for: correct the name, create its A or AAAA record, or have the other kind of address dialled (ip).',
        '  detail    It does not exist.',
        '  phases    none',
        '  verdict   completed: no, chain verified: not known, host name matched: not known',
        '',
      ].join('\n'),
    );
  });

  it('names the address where each is dialled', () => {
    expect(shown({ address: '192.0.2.7' })).toMatch(/^www\.example\.com:443 at 192\.0\.2\.7 {2}ok\n/);
  });

  it.each([
    [{ stapled: false }, 'no OCSP response is stapled'],
    [{ stapled: true }, 'an OCSP response is stapled that says nothing about this certificate'],
    [{ stapled: true, good: false }, 'an OCSP response is stapled: not good'],
  ])('says of stapling %j', (ocsp, words) => {
    expect(shown({ ocsp })).toContain(`  stapling  ${words}\n`);
  });

  it.each(['revoked', 'unknown'] as const)('says that a staple says %s', (status) => {
    const { result } = probedResult({ ocsp: { stapled: true, good: false } });
    const verdict = { flaws: [], chainVerified: false, hostnameMatch: true, chainFindings: [], notes: [] };
    const ocsp = { stapled: true, good: false, status };
    const text = report({ result, verdict: { ...verdict, ocsp } }, PROBED_AT, plain);
    expect(text).toContain(`  stapling  an OCSP response is stapled: ${status}\n`);
  });

  it('tells of findings and of a client certificate', () => {
    const text = shown({ chainFindings: ['duplicate', 'superfluous'], clientCertificateRequested: true });
    expect(text).toContain('  findings  duplicate, superfluous\n');
    expect(text).toContain('  client    a certificate was asked for\n');
  });

  it('lets no server write to the terminal', () => {
    const failure = { phase: 'tls', reason: 'not_tls', detail: 'It said "\u001b[2J\u202e".' } as const;
    const session = { version: 'TLSv1.3', cipher: 'x', group: '', alpn: '\u001b]0;x\u0007' };
    const text = shown({ success: false, failure, session });
    for (const character of ['\u0007', '\u001b', '\u202e']) expect(text).not.toContain(character);
    expect(text).toContain(String.raw`\u001b[2J`);
  });

  it('is in colour where there are colours', () => {
    expect(report(probedResult(), PROBED_AT, coloured)).toContain('\u001b[32mok\u001b[0m');
    expect(shown()).not.toContain('\u001b');
  });
});
