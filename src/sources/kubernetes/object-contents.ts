import { hash, randomBytes } from 'node:crypto';
import type { Container } from '../../formats/container.ts';
import type { Location } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';
import type { FoundCertificate, FoundRevocationList } from '../../model/source.ts';
import { placeCertificates } from '../place-certificates.ts';
import type { Field } from './field.ts';
import { judgeField } from './judge-field.ts';

/** All that is kept of an object: what was parsed out of it. */
export interface ObjectContents {
  readonly certificates: readonly FoundCertificate[];
  readonly revocationLists: readonly FoundRevocationList[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the bytes of one field, whatever format they are in. A keystore takes its time, in a place where it can be
 * given up; `passphrases` are those that may open it.
 */
export type ReadField = (bytes: Buffer, passphrases: readonly Buffer[]) => Container | Promise<Container>;

const EMPTY: readonly never[] = [];

/** Reads the fields of one object. Everything but keystores is there at once. */
export function readObject(
  place: Location,
  fields: readonly Field[],
  passphrases: readonly Buffer[],
  read: ReadField,
): ObjectContents | Promise<ObjectContents> {
  const contents = fields.map((field) => {
    const bytes = Buffer.from(field.value, field.encoding);
    const location = keyIn(place, field.key);
    const container = read(bytes, passphrases);
    return container instanceof Promise
      ? container.then((awaited) => contentsOf(field, bytes, location, awaited))
      : contentsOf(field, bytes, location, container);
  });
  return contents.some((each) => each instanceof Promise)
    ? Promise.all(contents.map(async (each) => each)).then(together)
    : together(contents as readonly ObjectContents[]);
}

function contentsOf(field: Field, bytes: Buffer, location: Location, container: Container): ObjectContents {
  return {
    certificates: placeCertificates(container, location),
    revocationLists: container.revocationLists.map((revocationList) => ({ revocationList, location })),
    problems: judgeField(field, bytes, container).map((finding) => ({ ...finding, location })),
  };
}

/** Without a spread, which would put the labels of forty thousand places into an array of their own each. */
function keyIn({ object_kind, object_namespace, object_name }: Location, object_key: string): Location {
  return object_namespace === undefined
    ? ({ object_kind, object_name, object_key } as Location)
    : ({ object_kind, object_namespace, object_name, object_key } as Location);
}

/** Of twenty thousand objects nearly all have no lists and no problems: those share one array. */
function together(contents: readonly ObjectContents[]): ObjectContents {
  return {
    certificates: joined(contents.map(({ certificates }) => certificates)),
    revocationLists: joined(contents.map(({ revocationLists }) => revocationLists)),
    problems: joined(contents.map(({ problems }) => problems)),
  };
}

/** `concat` makes an array as long as it has to be; `flat` one that has room for more. */
function joined<Each>(lists: readonly (readonly Each[])[]): readonly Each[] {
  const [first = EMPTY, ...rest] = lists.filter(({ length }) => length > 0);
  return rest.length === 0 ? first : first.concat(...rest);
}

/** Another one in each process: of a passphrase that is hashed with a certificate, nobody could guess by the hash. */
const SALT = randomBytes(16).toString('base64');

/**
 * Changes when what the fields hold changes, and with nothing else of the object. Values are hashed one by one, so
 * that no text is made of all of them: twenty thousand Secrets would leave 160 MB of those to be collected.
 */
export function digestOf(fields: readonly Field[], passphrases: readonly string[]): string {
  const parts = fields.flatMap(({ key, encoding, match, value }) => [key, encoding, match, hashOf(value)]);
  return hashOf(JSON.stringify([SALT, parts, passphrases]));
}

const hashOf = (text: string): string => hash('sha256', text, 'base64');
