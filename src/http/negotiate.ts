import type { Format } from '../metrics/format.ts';
import { type Preference, parsePreferences } from './accept.ts';
import type { ContentCoding } from './services.ts';

/** A format that the client can read, and how it is announced. */
export interface Representation {
  readonly format: Format;
  readonly contentType: string;
}

const TEXT: Representation = { format: 'text', contentType: 'text/plain; version=0.0.4; charset=utf-8' };

/** OpenMetrics before its version 1.0.0 was the same as far as anything here is concerned. */
const OPENMETRICS_VERSIONS = ['1.0.0', '0.0.1'];

/**
 * The ways of writing names outside ASCII that leave our names, which have only letters, digits and underscores, as
 * they are. `dots` does not: it doubles underscores.
 */
const HARMLESS_ESCAPING = ['allow-utf-8', 'underscores', 'values'];

/**
 * The format that the client likes best among those that are spoken: OpenMetrics 1.0.0 (or 0.0.1), or the text
 * format 0.0.4, which is also the answer to a client that accepts neither. Of equal qualities the first counts.
 */
export function negotiateFormat(accept: string | undefined): Representation {
  const known = parsePreferences(accept ?? '')
    .filter(({ quality }) => quality > 0)
    .flatMap((preference) => {
      const representation = represent(preference);
      return representation === undefined ? [] : [{ representation, quality: preference.quality }];
    })
    .sort((left, right) => right.quality - left.quality);
  return known[0]?.representation ?? TEXT;
}

function represent({ value, parameters }: Preference): Representation | undefined {
  const version = parameters.get('version');
  if (value === 'application/openmetrics-text') {
    const spoken = version ?? '0.0.1';
    if (!OPENMETRICS_VERSIONS.includes(spoken)) return undefined;
    const escaping = parameters.get('escaping') ?? '';
    const echoed = HARMLESS_ESCAPING.includes(escaping) ? `; escaping=${escaping}` : '';
    const contentType = `application/openmetrics-text; version=${spoken}; charset=utf-8${echoed}`;
    return { format: 'openmetrics', contentType };
  }
  const isText = value === 'text/plain' && (version ?? '0.0.4') === '0.0.4';
  return isText || value === 'text/*' || value === '*/*' ? TEXT : undefined;
}

/** gzip where the client accepts it and does not like the plain form better. */
export function negotiateCoding(acceptEncoding: string | undefined): ContentCoding {
  const preferences = parsePreferences(acceptEncoding ?? '');
  const quality = (...names: string[]): number | undefined =>
    preferences.find(({ value }) => names.includes(value))?.quality;
  const gzip = quality('gzip', 'x-gzip') ?? quality('*') ?? 0;
  return gzip > 0 && gzip >= (quality('identity') ?? 0) ? 'gzip' : 'identity';
}
