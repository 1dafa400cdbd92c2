import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Folders that are made and not written. */
const MADE = /(?:^|\/)(?:node_modules|dist|\.git|\.vitest)(?:\/|$)/;

const pages = ['', ...readdirSync(ROOT).filter((name) => !MADE.test(name))]
  .flatMap((folder) => markdownIn(folder))
  .toSorted();

function markdownIn(folder: string): string[] {
  const path = join(ROOT, folder);
  if (folder === '') return readdirSync(path).filter((name) => name.endsWith('.md'));
  if (!statSync(path).isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !MADE.test(name))
    .map((name) => join(folder, name));
}

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** The page without its blocks of code, in which brackets are no links and a # is no heading. */
const prose = (page: string): string => read(page).replaceAll(/^ *(```+|~~~+)[\s\S]*?^ *\1/gm, '');

/** What the links of a page lead to, those to other sites left out. */
function linksOf(page: string): string[] {
  const text = prose(page).replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|<img [^>]*src="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page, as GitHub makes them of headings. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

describe('links in the documentation', () => {
  it('are looked for in every page', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/metrics.md']));
    expect(linksOf('README.md').length).toBeGreaterThan(10);
    expect(anchorsOf('docs/metrics.md')).toContain('the-exporter');
  });

  it.each(pages)('%s leads to files and headings that are there', (page) => {
    const broken = linksOf(page).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
      if (!existsSync(join(ROOT, target))) return true;
      if (anchor === undefined) return false;
      return !target.endsWith('.md') || !anchorsOf(target).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('lead from the index to every page of docs', () => {
    const linked = linksOf('docs/README.md').map((link) => join('docs', link.split('#')[0] ?? ''));
    const missing = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md');
    expect(missing.filter((page) => !linked.includes(page))).toEqual([]);
    expect(linksOf('README.md')).toContain('docs/README.md');
  });

  it('lead from the alerts to every runbook', () => {
    const linked = linksOf('docs/alerts.md').map((link) => join('docs', link));
    const runbooks = pages.filter((page) => page.startsWith('docs/runbooks/'));
    expect(runbooks.filter((page) => !linked.includes(page))).toEqual([]);
  });

  it('lead to every picture, and none is heavy', () => {
    const pictures = readdirSync(join(ROOT, 'docs/images')).map((name) => join('docs/images', name));
    const linked = pages.flatMap((page) => linksOf(page).map((link) => join(dirname(page), link)));
    expect(pictures.filter((picture) => !linked.includes(picture))).toEqual([]);
    expect(pictures.filter((picture) => statSync(join(ROOT, picture)).size > 200_000)).toEqual([]);
  });
});
