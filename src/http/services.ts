import type { Body } from '../metrics/exposition.ts';
import type { Format } from '../metrics/format.ts';
import type { PageServices } from './page.ts';
import type { ProbeServices } from './probe.ts';

export type ContentCoding = 'gzip' | 'identity';

/** Everything that the routes need from the rest of the program. */
export interface Services extends ProbeServices {
  /** The whole exposition, now. */
  readonly exposition: (format: Format, coding: ContentCoding) => Promise<Body>;
  /** Whether the first collection is complete and its result is what `exposition` gives. */
  readonly ready: () => boolean;
  /** Loads the configuration again; rejects, with a message for people, where it is refused. */
  readonly reload: () => Promise<void>;
  /** What the page at `/` shows. */
  readonly page: PageServices;
}
