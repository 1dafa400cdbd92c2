import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { COMMON_FLAGS } from '../src/cli/parse.ts';
import { configKeys } from '../src/config/keys.ts';
import { PRESET_NAMES, PRESETS } from '../src/config/presets.ts';
import { SURROUNDINGS } from '../src/handshake/guard/surroundings.ts';
import { PROBE_PARAMETERS } from '../src/http/probe.ts';
import { WebConfigSchema } from '../src/http/web-config/schema.ts';
import { PROBE_FAMILIES } from '../src/metrics/probe.ts';
import { FAMILIES } from '../src/metrics/registry.ts';
import { AUDIT_WORDS } from '../src/model/audit-words.ts';
import { CHAIN_FINDINGS, HANDSHAKE_REASONS } from '../src/model/handshake.ts';
import { HANDSHAKE_WORDS } from '../src/model/handshake-words.ts';
import { LOCATION_LABELS } from '../src/model/location.ts';
import { PROBLEM_REASONS } from '../src/model/problem.ts';
import { AUDIT_CHECKS } from '../src/model/trust-audit.ts';

const DOCS = join(import.meta.dirname, '../docs');
const page = (name: string): string => readFileSync(join(DOCS, name), 'utf8');

/** What stands in backquotes in the first column of the tables of a page. */
function firstColumn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
    );
}

const section = (text: string, title: string): string =>
  text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';

describe('the documentation and the code name the same', () => {
  it('keys of the configuration file', () => {
    expect(firstColumn(section(page('configuration.md'), 'Keys')).toSorted()).toEqual(
      configKeys().toSorted(),
    );
  });

  it('keys of the web configuration file', () => {
    expect(firstColumn(page('web-configuration.md')).toSorted()).toEqual(
      configKeys(WebConfigSchema).toSorted(),
    );
  });

  it('presets, and every place of each', () => {
    const rows = section(page('presets.md'), 'The presets').split('\n');
    expect(firstColumn(rows.join('\n'))).toEqual([...PRESET_NAMES]);
    for (const [name, { files, kubeconfigs }] of Object.entries(PRESETS)) {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
      const places = [...row.matchAll(/`(\/[^`]+)`/g)].map((match) => match[1] ?? '');
      const own = [...files, ...kubeconfigs].filter((place) => !place.startsWith('/var/lib/kubelet/pki/'));
      expect(places).toEqual(own);
      const hasKubelet = files.some((place) => place.startsWith('/var/lib/kubelet/pki/'));
      expect(row.includes('and those of the kubelet')).toBe(hasKubelet);
    }
  });

  it('reasons of problems', () => {
    expect(firstColumn(page('problems.md'))).toEqual([...PROBLEM_REASONS]);
  });

  it('reasons of handshakes, and their words', () => {
    const table = section(page('handshakes.md'), 'Reasons');
    expect(firstColumn(table)).toEqual([...HANDSHAKE_REASONS]);
    for (const [reason, { meaning, remedy }] of Object.entries(HANDSHAKE_WORDS)) {
      expect(table).toContain(`| \`${reason}\` | ${meaning} | ${remedy} |`);
    }
  });

  it('findings about served chains', () => {
    expect(firstColumn(section(page('handshakes.md'), 'The served chain'))).toEqual([...CHAIN_FINDINGS]);
  });

  it('checks of bundles, and their words', () => {
    const table = section(page('trust.md'), 'Checks');
    expect(firstColumn(table)).toEqual([...AUDIT_CHECKS]);
    for (const [check, { meaning, remedy }] of Object.entries(AUDIT_WORDS)) {
      const row = table.split('\n').find((line) => line.startsWith(`| \`${check}\` |`));
      expect(row).toMatch(/^\| `[a-z_0-9]+` \| [^|]+ \| [^|]+ \| [^|]+ \|$/);
      expect(row).toContain(` | ${meaning} | ${remedy} |`);
    }
  });

  it('metrics', () => {
    const documented = firstColumn(page('metrics.md')).filter((name) => name.startsWith('tls_'));
    expect(documented.toSorted()).toEqual(FAMILIES.map(({ name }) => name).toSorted());
  });

  it('labels of each metric', () => {
    const documented = page('metrics.md')
      .split('\n')
      .filter((line) => line.startsWith('| `tls_'))
      .map((row): [string, string[]] => {
        const [, name = '', labels = ''] = row.split('|');
        return [
          name.trim().replaceAll('`', ''),
          labels.replaceAll('`', '').trim().split(', ').filter(Boolean).toSorted(),
        ];
      });
    const exported = FAMILIES.map(({ name, labels }): [string, string[]] => {
      // What may be at any place has all labels that say where; what is about a target has only its own.
      const isAnywhere = LOCATION_LABELS.every((location) => labels.includes(location));
      if (!isAnywhere) return [name, labels.toSorted()];
      const own = labels.filter((label) => !LOCATION_LABELS.some((location) => location === label));
      return [name, ['*location*', ...own].toSorted()];
    });
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(exported));
  });

  it('parameters and gauges of /probe', () => {
    expect(firstColumn(section(page('probe.md'), 'Parameters'))).toEqual([...PROBE_PARAMETERS]);
    const gauges = firstColumn(section(page('probe.md'), 'The answer'));
    expect(gauges.filter((name) => name.startsWith('probe_'))).toEqual(
      PROBE_FAMILIES.map(({ name }) => name),
    );
  });

  it('addresses that no rule by name opens', () => {
    const table = section(page('probe.md'), 'What is allowed');
    const listed = [...table.matchAll(/`([0-9a-f:.]+\/\d+)`/g)].map((match) => match[1]);
    expect(listed).toEqual(expect.arrayContaining([...SURROUNDINGS]));
  });

  it.each([...COMMANDS.keys()])('flags of %s', async (name) => {
    const command = await COMMANDS.get(name)?.();
    const flags = firstColumn(section(page('command-line.md'), name))
      .filter((text) => text.startsWith('--'))
      .map((text) => text.replace(/^--/, '').replace(/=.*/, ''));
    expect(flags.toSorted()).toEqual(command?.flags.map((flag) => flag.name).toSorted());
  });

  it('commands', () => {
    const headings = [...page('command-line.md').matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings).toEqual([...COMMANDS.keys()]);
  });

  it('the flags that every command has', () => {
    for (const flag of COMMON_FLAGS) expect(page('command-line.md')).toContain(`\`--${flag.name}\``);
  });
});

describe('pages that tell of the whole name what is there', () => {
  const pages = [
    '../README.md',
    'migration.md',
    'security.md',
    'architecture.md',
    '../deploy/compose/README.md',
  ];
  const quoted = (name: string, pattern: RegExp): string[] => [
    ...new Set(
      [...page(name).matchAll(/`([^`\n]+)`/g)].flatMap(([, text = '']) => text.match(pattern) ?? []),
    ),
  ];

  it.each(pages)('metrics in %s', (name) => {
    const families = new Set<string>(FAMILIES.map((family) => family.name));
    const named = quoted(name, /\btls_(?:cert|crl|handshake|trust|rotation)_\w*[a-z](?![\w…*])/g);
    expect(named.filter((metric) => !families.has(metric))).toEqual([]);
  });

  it.each(pages)('alerts in %s', (name) => {
    const named = quoted(name, /\b(?:TLS[A-Z][a-z]\w+|CA_\w+)\b/g);
    expect(named.filter((alert) => !existsSync(join(DOCS, 'runbooks', `${alert}.md`)))).toEqual([]);
  });

  it('keys of the configuration in migration.md', () => {
    const keys = new Set(configKeys());
    const named = quoted('migration.md', /\b(?:sources|objects)\[\]\.\w+|\bhandshake\.[\w.]*\w|\bscan\.\w+/g);
    expect(named.length).toBeGreaterThan(10);
    const whole = named.map((key) => key.replace(/^objects/, 'sources[].objects'));
    expect(whole.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('flags of ours in migration.md', async () => {
    const ours = await Promise.all([...COMMANDS.values()].map(async (load) => (await load()).flags));
    const known = new Set(ours.flat().map((flag) => flag.name));
    // Our column is the last one.
    const named = page('migration.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => [...(line.split(' | ').at(-1) ?? '').matchAll(/`--([\w.-]+)/g)])
      .map(([, flag = '']) => flag);
    expect(named).toContain('certificates-glob');
    expect(named.filter((flag) => !known.has(flag))).toEqual([]);
  });
});
