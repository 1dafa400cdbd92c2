import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CertificatePool } from '../../../src/handshake/verify/certificate-pool.ts';
import { ChainVerifier } from '../../../src/handshake/verify/chain-verifier.ts';
import type { Verdict } from '../../../src/handshake/verify/verdict.ts';
import { FAULTS, faultyChain, isTriedAt, NOW } from '../../support/chain-faults.ts';
import { chainShapes } from '../../support/chain-shapes.ts';
import { askGo, askOpenssl, HAS_GO, type Question } from '../../support/other-clients.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/verification.md'), 'utf8');

/**
 * Where a client decides otherwise, and why the verdict does not follow: the table in the documentation, which is
 * thereby neither longer nor shorter than the truth. A row begins with what the client does with chains that are
 * judged the other way here.
 */
function documentedDifferences(client: string): ReadonlyMap<string, string> {
  const section = DOCUMENT.split(/^### /m).find((part) => part.startsWith(`${client}\n`)) ?? '';
  const rows = section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm);
  return new Map(Array.from(rows, ([, kind = '', words = '']) => [kind, words] as const));
}

interface Case extends Question {
  /** Under which name a difference is declared. */
  readonly kind: string;
  readonly label: string;
}

function casesOf(): Case[] {
  const faulty = FAULTS.flatMap((fault) =>
    [2, 3, 4].flatMap((length) =>
      Array.from({ length }, (_, place) => place)
        .filter((place) => isTriedAt(fault, length, place))
        .map((place): Case => {
          const chain = faultyChain(fault, length, place).map(({ der }) => der);
          const [served, anchors] = [chain.slice(0, -1), chain.slice(-1)];
          const label = `${fault.name} at ${place} of ${length}`;
          return { kind: fault.name, label, served, anchors, name: 'www.example.com', now: NOW };
        }),
    ),
  );
  const shapes = chainShapes().map(({ name, served, anchors, expectedName }): Case => {
    const ders = (list: typeof served): Buffer[] => list.map(({ der }) => der);
    const expected = expectedName ?? 'www.example.com';
    return {
      kind: name,
      label: name,
      served: ders(served),
      anchors: ders(anchors),
      name: expected,
      now: NOW,
    };
  });
  return [...faulty, ...shapes];
}

describe('the verdict beside that of other clients, on some hundred chains', () => {
  const cases = casesOf();
  const verdicts = new Map<Case, Verdict>();

  beforeAll(() => {
    const verifier = new ChainVerifier();
    for (const each of cases) {
      const trust = { anchors: CertificatePool.fromDer(each.anchors), description: 'the test' };
      const { served, name: expectedName, now } = each;
      verdicts.set(each, verifier.verdict({ served, expectedName, trust, now }));
    }
  });

  /** Undeclared differences in words, and the kinds for which a declared one was seen. */
  function compare(
    answers: readonly { accepted: boolean; reason: string }[],
    declared: ReadonlyMap<string, string>,
  ) {
    const seen = new Set<string>();
    const undeclared: string[] = [];
    for (const [index, each] of cases.entries()) {
      const verdict = verdicts.get(each) as Verdict;
      const answer = answers[index];
      if (answer === undefined) throw new RangeError(`no answer to ${each.label}`);
      if (answer.accepted === (verdict.flaws.length === 0)) continue;
      seen.add(each.kind);
      const isDeclared =
        declared.get(each.kind)?.startsWith(answer.accepted ? 'accepts' : 'refuses') === true;
      if (!isDeclared)
        undeclared.push(`${each.label}: ${verdict.failure?.detail ?? 'accepted'} ${answer.reason}`);
    }
    return { undeclared, seen: [...seen].sort() };
  }

  it('has some hundred chains to look at, accepted ones and refused ones', () => {
    const accepted = [...verdicts.values()].filter(({ flaws }) => flaws.length === 0).length;
    expect(cases.length).toBeGreaterThan(400);
    expect(accepted).toBeGreaterThan(100);
    expect(cases.length - accepted).toBeGreaterThan(100);
  });

  it('agrees with openssl verify but for the differences that are named', { timeout: 120_000 }, () => {
    const folder = temporaryFolder();
    const { undeclared, seen } = compare(
      cases.map((each) => askOpenssl(each, folder)),
      documentedDifferences('OpenSSL 3'),
    );
    expect(undeclared).toEqual([]);
    expect(seen).toEqual([...documentedDifferences('OpenSSL 3').keys()].sort());
  });

  // The program is built first, which takes half a minute where Go has built nothing before.
  it.runIf(HAS_GO)('agrees with Go but for the differences that are named', { timeout: 300_000 }, () => {
    const { undeclared, seen } = compare(askGo(cases, temporaryFolder()), documentedDifferences('Go'));
    expect(undeclared).toEqual([]);
    expect(seen).toEqual([...documentedDifferences('Go').keys()].sort());
  });
});
