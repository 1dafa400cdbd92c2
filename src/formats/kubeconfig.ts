import { type Document, isMap, isSeq, type YAMLMap, type YAMLParseError } from 'yaml';
import type { Finding } from '../model/problem.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { decodeBase64 } from './base64.ts';
import type { Container } from './container.ts';
import { readContainerInSteps } from './read-container.ts';
import type { Steps } from './steps.ts';
import { LONGEST_TEXT, parseYaml } from './yaml-documents.ts';
import { isNull, scalarText, stringOf, YamlNodes } from './yaml-nodes.ts';

/** What an entry of a kubeconfig says of its certificates. */
export type EntryContents =
  /** They are in the kubeconfig itself. */
  | { readonly kind: 'data'; readonly container: Container }
  /** They are in this file, relative to the folder of the kubeconfig. */
  | { readonly kind: 'path'; readonly path: string }
  /** What it says cannot be used. */
  | { readonly kind: 'fault'; readonly finding: Finding };

export interface KubeconfigEntry {
  /** `cluster/NAME` or `user/NAME`; `clusters[2]` for one without a name. */
  readonly entry: string;
  readonly contents: EntryContents;
}

/** A kubeconfig as far as certificates go. */
export interface Kubeconfig {
  /** Whether it is one, or at least meant to be; what is of another kind is nobody's business here. */
  readonly kind: 'kubeconfig' | 'empty' | 'other';
  /** In the order of the file; those without certificates, by token or command, are left out. */
  readonly entries: readonly KubeconfigEntry[];
  /** What is wrong with the file as a whole. */
  readonly findings: readonly Finding[];
}

/** What holds certificates: where the list is, what its items are called, and the keys of the certificates. */
const SECTIONS = [
  { list: 'clusters', item: 'cluster', key: 'certificate-authority' },
  { list: 'users', item: 'user', key: 'client-certificate' },
] as const;

/**
 * Words, lines, brackets and quotes: a kubeconfig of a thousand clusters has as many, with a user and a context for each.
 * The last part of parsing is done in one piece while everything else waits, and a text of its size could be made to take
 * it seconds.
 */
const MOST_TOKENS = 40_000;

/** As much as those take with a key, a certificate and a short bundle each. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Reads a kubeconfig in YAML or JSON, the first document of it as kubectl does. The text is taken apart and never made
 * into one value: an alias is followed where a certificate is looked for and nowhere else, so that none can be made to
 * fill the memory, and keys, tokens and passwords are stepped over. Never throws.
 */
export function readKubeconfig(bytes: Buffer, reader: CertificateReader): Kubeconfig {
  const steps = readKubeconfigInSteps(bytes, reader);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
  }
}

/** The same with pauses, so that whoever reads can let others have their turn. */
export function* readKubeconfigInSteps(bytes: Buffer, reader: CertificateReader): Steps<Kubeconfig> {
  const none = { entries: [], findings: [] };
  if (bytes.length > MOST_BYTES) return tooLarge(`${MOST_BYTES / 1024 / 1024} MiB`);
  const extent = yield* extentOf(bytes);
  if (extent === 'nothing') return { kind: 'empty', ...none };
  if (extent === 'too much') return tooLarge(`${MOST_TOKENS} words and brackets`);
  const all = yield* parseYaml(bytes.toString('utf8'));
  if (all === 'too long') return tooLarge(`${LONGEST_TEXT / 1024} KiB in one text`);
  if (all === 'too deep') {
    const detail = 'It is nested more deeply than the parser can follow.';
    return { kind: 'kubeconfig', entries: [], findings: [malformed(detail)] };
  }
  const [document] = all.filter((each) => each.errors.length > 0 || !isEmpty(each));
  if (document === undefined) return { kind: 'empty', ...none };
  const [error] = document.errors;
  if (error !== undefined) {
    return { kind: 'kubeconfig', entries: [], findings: [malformed(faultInWords(error, bytes))] };
  }
  const nodes = new YamlNodes(document);
  const root = nodes.resolve(document.contents);
  const kind = isMap(root) ? scalarText(nodes.lookUp(root, 'kind')) : 'no mapping';
  if (!isMap(root) || (kind !== undefined && kind !== 'Config')) return { kind: 'other', ...none };
  const more = all.filter((each) => each !== document && !isEmpty(each)).length;
  const findings: Finding[] =
    more === 0 ? [] : [malformed(`It has ${more + 1} documents, of which kubectl reads the first alone.`)];
  const entries = yield* readSections(root, nodes, findings, reader);
  if (nodes.hasTooManyAliases) findings.push(malformed('It has more aliases than are followed.'));
  return { kind: 'kubeconfig', entries, findings };
}

/**
 * Bounds what the parser has to do before it begins: each of its tokens is a word, or one of the characters in SINGLE.
 * @returns how much there is
 */
function* extentOf(bytes: Buffer): Steps<'nothing' | 'something' | 'too much'> {
  let tokens = 0;
  let isBetween = true;
  let extent: 'nothing' | 'something' = 'nothing';
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] as number;
    const isSpace = octet <= 0x20;
    if (SINGLE[octet] === 1 || (isBetween && !isSpace)) tokens++;
    if (tokens > MOST_TOKENS) return 'too much';
    if (WHITE_SPACE[octet] === 0) extent = 'something';
    isBetween = isSpace;
    if (at % OCTETS_PER_STEP === OCTETS_PER_STEP - 1) yield;
  }
  return extent;
}

const OCTETS_PER_STEP = 1024 * 1024;
const WHITE_SPACE = new Uint8Array(256);
for (const character of ' \t\r\n') WHITE_SPACE[character.charCodeAt(0)] = 1;
const SINGLE = new Uint8Array(256);
for (const character of '[]{},"\'#\n') SINGLE[character.charCodeAt(0)] = 1;

/** With a pause after each entry, and in its certificates. */
function* readSections(
  root: YAMLMap,
  nodes: YamlNodes,
  findings: Finding[],
  reader: CertificateReader,
): Steps<KubeconfigEntry[]> {
  const entries: KubeconfigEntry[] = [];
  for (const { list, item, key } of SECTIONS) {
    const node = nodes.lookUp(root, list);
    if (node === undefined || isNull(node)) continue;
    if (!isSeq(node)) {
      findings.push(malformed(`${list} is no list.`));
      continue;
    }
    const seen = new Set<string>();
    for (const [index, each] of node.items.entries()) {
      yield;
      const place = `${list}[${index}]`;
      const outer = nodes.resolve(each);
      const name = isMap(outer) ? scalarText(nodes.lookUp(outer, 'name')) : undefined;
      const entry = name === undefined || name === '' ? place : `${item}/${name}`;
      const fault = (detail: string): void => {
        entries.push({ entry, contents: { kind: 'fault', finding: malformed(detail) } });
      };
      if (!isMap(outer)) {
        fault(`${place} is no mapping.`);
        continue;
      }
      if (entry === place) fault(`${place} has no name.`);
      // client-go refuses the whole file then.
      if (seen.has(entry)) fault(`${list} has more than one entry of this name, which kubectl refuses.`);
      seen.add(entry);
      const inner = nodes.lookUp(outer, item);
      if (inner === undefined || isNull(inner)) continue;
      if (!isMap(inner)) {
        fault(`${item} of ${place} is no mapping.`);
        continue;
      }
      const contents = yield* readContents(inner, key, nodes, reader);
      if (contents !== undefined) entries.push({ entry, contents });
    }
  }
  return entries;
}

/** Data goes before a path, as in client-go; an empty text is as good as none. */
function* readContents(
  map: YAMLMap,
  key: string,
  nodes: YamlNodes,
  reader: CertificateReader,
): Steps<EntryContents | undefined> {
  const texts: string[] = [];
  for (const name of [`${key}-data`, key]) {
    const node = nodes.lookUp(map, name);
    const text = node === undefined || isNull(node) ? '' : stringOf(node);
    if (text === undefined) return { kind: 'fault', finding: malformed(`${name} is no text.`) };
    texts.push(text);
  }
  const [data = '', path = ''] = texts;
  if (data === '') return path === '' ? undefined : { kind: 'path', path };
  const encoded = Buffer.from(data, 'utf8');
  const bytes = decodeBase64(encoded, 0, encoded.length);
  if (typeof bytes === 'string') {
    return { kind: 'fault', finding: malformed(`${key}-data is no Base64: it ${bytes}.`) };
  }
  return { kind: 'data', container: yield* readContainerInSteps(bytes, reader) };
}

function isEmpty({ contents }: Document): boolean {
  return contents === null || isNull(contents);
}

function tooLarge(most: string): Kubeconfig {
  const detail = `It has more than ${most}, which is no kubeconfig that anybody uses.`;
  return { kind: 'kubeconfig', entries: [], findings: [{ reason: 'too_large', detail }] };
}

function malformed(detail: string): Finding {
  return { reason: 'malformed_kubeconfig', detail };
}

/** Without the parser's own sentence, which may quote what stands there: a token, or a password. */
function faultInWords(error: YAMLParseError, bytes: Buffer): string {
  // Positions are characters in the parser and octets here, which is the same in what kubectl writes.
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < error.pos[0]; at = bytes.indexOf(0x0a, at + 1)) line++;
  return `It is not valid YAML: ${error.code.toLowerCase().replaceAll('_', ' ')} in line ${line}.`;
}
