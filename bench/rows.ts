import type { Lab } from './measure/lab.ts';
import { GOAL_CERTIFICATES } from './options.ts';
import { quantity } from './quantity.ts';
import type { Row } from './report.ts';
import type { RowId } from './row-ids.ts';
import { percentile, type Spread, spread } from './statistics.ts';

/** The size of a host's or a cluster node's own inventory, at which start and memory have goals. */
const SMALL = 300;

/** Makes the lines of the table that have one name. */
type MakeRows = (lab: Lab, certificates: number) => Promise<readonly Row[]>;

/** The rows by name that are about certificates; `scale` and `rivals` are not among them. */
export const ROWS: ReadonlyMap<RowId, MakeRows> = new Map<RowId, MakeRows>([
  [
    'first-collection',
    async (lab, certificates) => {
      const runs = await lab.size(certificates);
      return [
        {
          id: 'first-collection',
          what: `first collection of ${files(certificates)}`,
          unit: 'ms',
          measured: spread(runs.map((run) => run.firstCollection)),
          ...goal(certificates, 1000),
          note: `process start to ready ${middle(runs.map((run) => run.readyAfter))}`,
        },
      ];
    },
  ],
  [
    'first-collection-pause',
    async (lab, certificates) => {
      const runs = await lab.watched(certificates);
      return [
        {
          id: 'first-collection-pause',
          what: 'longest pause of the event loop meanwhile',
          unit: 'ms',
          measured: spread(runs.map((run) => run.pauseCollecting)),
          ...goal(certificates, 50),
          note: `while it is rendered ${middle(runs.map((run) => run.pauseRendering))}`,
        },
      ];
    },
  ],
  [
    'collection-again',
    async (lab, certificates) => {
      const runs = await lab.size(certificates);
      return [
        {
          id: 'collection-again',
          what: `collection again, nothing changed, ${files(certificates)}`,
          unit: 'ms',
          measured: spread(runs.flatMap((run) => run.collectionsAgain)),
          ...goal(certificates, 150),
        },
      ];
    },
  ],
  [
    'collection-again-reads',
    async (lab, certificates) => {
      const runs = await lab.watched(certificates);
      const first = runs[0]?.first;
      return [
        {
          id: 'collection-again-reads',
          what: 'files opened and certificates hashed in two collections more',
          unit: 'calls',
          measured: spread(runs.map(({ again }) => again.opened + again.hashed)),
          goal: 0,
          note: `in the first one ${first?.opened} opened, ${first?.hashed} hashed`,
        },
      ];
    },
  ],
  [
    'scrape-plain',
    async (lab, certificates) => {
      const runs = await lab.size(certificates);
      const scrapes = runs.map((run) => run.scrapePlain);
      return [scrapeRow('plain', certificates, scrapes, runs[0]?.plainBytes ?? 0, 20)];
    },
  ],
  [
    'scrape-gzip',
    async (lab, certificates) => {
      const runs = await lab.size(certificates);
      const scrapes = runs.map((run) => run.scrapeGzip);
      return [scrapeRow('gzip', certificates, scrapes, runs[0]?.gzipBytes ?? 0, 10)];
    },
  ],
  [
    'memory',
    async (lab, certificates) => [
      ...(await memoryRows(lab, SMALL, { goal: 75 })),
      ...(await memoryRows(lab, certificates, goal(certificates, 200))),
    ],
  ],
  [
    'start',
    async (lab) => [
      {
        id: 'start',
        what: `process start to ready, ${SMALL} certificates`,
        unit: 'ms',
        measured: spread((await lab.size(SMALL)).map((run) => run.readyAfter)),
        goal: 300,
      },
    ],
  ],
  [
    'parse',
    async (lab, certificates) => [
      {
        id: 'parse',
        what: 'certificates parsed',
        unit: 'per second',
        measured: spread(await lab.parse(certificates)),
      },
    ],
  ],
  [
    'change',
    async (lab, certificates) => {
      const runs = await lab.change(certificates);
      const what = `one file of ${certificates.toLocaleString('en')} changed`;
      return [
        {
          id: 'change',
          what: `${what}: rendered again in`,
          unit: 'ms',
          measured: spread(runs.map((run) => run.rendered)),
          note: `found in ${middle(runs.map((run) => run.collected))}, built in ${middle(runs.map((run) => run.built))}; everything is rendered in ${middle(runs.map((run) => run.whole))}`,
        },
        {
          id: 'change',
          what: `${what}: longest pause of the event loop`,
          unit: 'ms',
          measured: spread(runs.map((run) => run.pause)),
        },
      ];
    },
  ],
]);

function scrapeRow(
  form: 'plain' | 'gzip',
  certificates: number,
  scrapes: readonly (readonly number[])[],
  bytes: number,
  most: number,
): Row {
  const all = scrapes.flat();
  return {
    id: `scrape-${form}`,
    what: `one scrape at ${certificates.toLocaleString('en')} certificates, ${form}`,
    unit: 'ms',
    measured: spread(all),
    ...goal(certificates, most),
    note: `95 of 100 within ${quantity(percentile(all, 95), 'ms')}; ${quantity(bytes, 'bytes')}`,
  };
}

async function memoryRows(lab: Lab, certificates: number, limit: { goal?: number }): Promise<Row[]> {
  const runs = await lab.size(certificates);
  const row = (what: string, measured: Spread): Row => ({
    id: 'memory',
    what,
    unit: 'MB',
    measured,
    ...limit,
  });
  const number = certificates.toLocaleString('en');
  return [
    row(
      `resident memory at ${number} after a hundred scrapes of each form`,
      spread(runs.map((run) => run.memory)),
    ),
    row(
      'the same after five collections more and a hundred scrapes with gzip',
      spread(runs.map((run) => run.memoryCollecting)),
    ),
  ];
}

/** Goals are for one size of the input only. */
function goal(certificates: number, most: number): { goal?: number } {
  return certificates === GOAL_CERTIFICATES ? { goal: most } : {};
}

function middle(values: readonly number[]): string {
  return quantity(spread(values).median, 'ms');
}

function files(certificates: number): string {
  return `${certificates.toLocaleString('en')} files`;
}
