import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CELL_TYPES, PANEL_TYPES, PROPERTIES, TRANSFORMATIONS } from '../../grafana/picture/known.ts';
import { PICTURES } from '../../grafana/picture/pictures.ts';
import { DASHBOARD, EVERY_PANEL, PANELS } from '../support/grafana/classic-dashboard.ts';

// Grafana's packages are only where pictures are made, so what is tested here is that the picture would be whole, and
// that it is shown.

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('what draws the dashboard', () => {
  const unknown = (used: readonly string[], known: readonly string[]): string[] =>
    [...new Set(used)].filter((each) => !known.includes(each));

  it('knows every type of panel and every transformation', () => {
    expect(
      unknown(
        EVERY_PANEL.map(({ type }) => type),
        PANEL_TYPES,
      ),
    ).toEqual([]);
    const transformations = PANELS.flatMap((panel) => (panel.transformations ?? []).map(({ id }) => id));
    expect(transformations.length).toBeGreaterThan(10);
    expect(unknown(transformations, TRANSFORMATIONS)).toEqual([]);
  });

  it('knows everything that is said about fields, and every type of cell', () => {
    const defaults = PANELS.flatMap(({ fieldConfig }) => {
      const { custom, ...own } = (fieldConfig?.defaults ?? {}) as { custom?: object };
      return [...Object.keys(own), ...Object.keys(custom ?? {}).map((key) => `custom.${key}`)];
    });
    const overrides = PANELS.flatMap(({ fieldConfig }) =>
      (fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties),
    );
    expect(overrides.length).toBeGreaterThan(50);
    expect(unknown([...defaults, ...overrides.map(({ id }) => id)], PROPERTIES)).toEqual([]);
    const cells = overrides.filter(({ id }) => id === 'custom.cellOptions');
    expect(
      unknown(
        cells.map(({ value }) => (value as { type: string }).type),
        CELL_TYPES,
      ),
    ).toEqual([]);
  });

  it('draws rows that the dashboard has, each with all that it holds', () => {
    const rows = DASHBOARD.panels.filter(({ type }) => type === 'row');
    const closed = rows.filter(({ collapsed }) => collapsed).map(({ title }) => title);
    for (const { only, open } of PICTURES) {
      expect(
        unknown(
          only,
          rows.map(({ title }) => title),
        ),
      ).toEqual([]);
      expect(unknown(open, closed)).toEqual([]);
    }
    expect(PICTURES.flatMap(({ only }) => only)).toEqual(rows.map(({ title }) => title));
  });
});

describe('pictures of the dashboard', () => {
  it.each(PICTURES.map(({ file }) => file))('%s is a PNG that a page can carry', (file) => {
    const path = join(ROOT, 'docs/images', file);
    expect(existsSync(path), 'npm run screenshots -- dashboard').toBe(true);
    const content = readFileSync(path);
    expect(content.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    // The header says how wide it is.
    expect(content.readUInt32BE(16)).toBe(1600);
    expect(statSync(path).size).toBeGreaterThan(50_000);
    expect(statSync(path).size).toBeLessThanOrEqual(200_000);
  });

  it('are shown, and it is said what they are', () => {
    expect(read('README.md')).toContain('](docs/images/dashboard.png)');
    const page = read('docs/grafana.md');
    for (const { file } of PICTURES) expect(page).toContain(`](images/${file})`);
    for (const text of [read('README.md'), page]) {
      expect(text.replaceAll(/\s+/g, ' ')).toContain("drawn with Grafana's own components");
    }
  });
});

describe('the packages of the picture', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;

  it('are nobody’s but the picture’s, and their lock file names no registry', () => {
    const own = JSON.parse(read('grafana/picture/package.json')) as { dependencies: object };
    expect(Object.keys(own.dependencies)).toContain('@grafana/ui');
    expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain('@grafana/ui');
    const lock = read('grafana/picture/package-lock.json');
    expect(lock).toContain('"node_modules/@grafana/ui"');
    expect(lock).not.toContain('"resolved"');
  });
});
