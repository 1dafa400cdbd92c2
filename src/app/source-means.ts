import type { Config } from '../config/config.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';

/** What every source is made with besides its own settings. */
export interface SourceMeans {
  /** The folder where the host's file system is mounted. */
  readonly root: Config['root'];
  /** One for all sources, so that a certificate that is in two of them is parsed once. */
  readonly reader: CertificateReader;
  /** Called for each file whose content was read. */
  readonly onFile: () => void;
  /** Called with what the operator should know, in sentences, though nothing fails for it. */
  readonly warn: (message: string) => void;
}
