import type { Probed } from '../../app.ts';
import { type HandshakeResult, PHASES } from '../../model/handshake.ts';
import { visible } from '../../model/visible.ts';
import { momentInWords } from '../../model/words.ts';
import { chainTree } from './chain-tree.ts';
import { BAD, BOLD, GOOD, type Paint } from './paint.ts';
import { explanation } from './words.ts';

/** How wide the names of the lines are. */
const WIDTH = 10;

/**
 * What came of one handshake, for a person: what happened, why, what to do, and then everything that was seen.
 * @param now Unix seconds
 */
export function report(probed: Probed, now: number, paint: Paint): string {
  const { result, verdict } = probed;
  const { failure } = result;
  const name = visible(result.target.target) + (result.address === undefined ? '' : ` at ${result.address}`);
  const outcome =
    failure === undefined ? paint('ok', GOOD) : paint(`FAILED  ${failure.phase}: ${failure.reason}`, BAD);
  const others = (verdict?.flaws ?? []).filter(
    (flaw) => flaw.reason !== failure?.reason || flaw.detail !== failure.detail,
  );
  const lines = [
    ...named('detail', failure === undefined ? [] : [visible(failure.detail)]),
    ...named(
      'besides',
      others.map(({ reason, detail }) => `${reason}: ${visible(detail)}`),
    ),
    ...named('address', result.peerAddress === undefined ? [] : [result.peerAddress]),
    ...named('session', sessionInWords(result)),
    ...named('phases', [phasesInWords(result)]),
    ...named('verdict', [verdictInWords(result)]),
    ...named('chain', chainTree(probed, now, paint)),
    ...named('findings', result.chainFindings.length === 0 ? [] : [result.chainFindings.join(', ')]),
    ...named('stapling', staplingInWords(probed, now)),
    ...named('client', result.clientCertificateRequested === true ? ['a certificate was asked for'] : []),
    ...named('note', (verdict?.notes ?? []).map(visible)),
  ];
  const head = `${paint(name, BOLD)}  ${outcome}\n  ${explanation(probed)}\n`;
  return `${head}${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The name before the first line, and nothing before the others. */
function named(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? name : '').padEnd(WIDTH)}${line}`);
}

function sessionInWords({ session }: HandshakeResult): string[] {
  if (session === undefined) return [];
  const { version, cipher, group, alpn } = session;
  return [
    [version, cipher, group, alpn]
      .filter((word) => word !== '')
      .map(visible)
      .join(', '),
  ];
}

function phasesInWords({ durations }: HandshakeResult): string {
  const entered = PHASES.flatMap((phase) => {
    const seconds = durations[phase];
    return seconds === undefined ? [] : [`${phase} ${milliseconds(seconds)} ms`];
  });
  return entered.length === 0 ? 'none' : entered.join(', ');
}

/** Two digits are enough to see where the time goes. */
function milliseconds(seconds: number): string {
  const value = seconds * 1000;
  return value < 9.95 ? value.toPrecision(2) : String(Math.round(value));
}

function verdictInWords({ completed, chainVerified, hostnameMatch }: HandshakeResult): string {
  const word = (value: boolean | undefined): string =>
    value === undefined ? 'not known' : value ? 'yes' : 'no';
  return `completed: ${word(completed)}, chain verified: ${word(chainVerified)}, host name matched: ${word(hostnameMatch)}`;
}

function staplingInWords({ result: { ocsp }, verdict }: Probed, now: number): string[] {
  if (ocsp === undefined) return [];
  const { status } = verdict?.ocsp ?? {};
  if (!ocsp.stapled) return ['no OCSP response is stapled'];
  if (ocsp.good === undefined)
    return ['an OCSP response is stapled that says nothing about this certificate'];
  const next =
    ocsp.nextUpdate === undefined ? '' : `, the next one is due ${momentInWords(ocsp.nextUpdate, now)}`;
  // A response that says good and is not is out of date, which a note tells.
  const says = ocsp.good ? 'good' : status === undefined || status === 'good' ? 'not good' : status;
  return [`an OCSP response is stapled: ${says}${next}`];
}
