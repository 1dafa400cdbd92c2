import type { CertificateReader } from '../x509/certificate-reader.ts';
import type { Container, ContainerKind } from './container.ts';
import { ContainerBuilder } from './container-builder.ts';
import { isShortDer, readDer, startsLikeDer } from './der.ts';
import { readPem } from './pem.ts';
import { hasPemBlocks } from './pem-blocks.ts';
import type { Steps } from './steps.ts';

/** The first four bytes of Java's keystores. */
const JKS_MAGIC = 0xfe_ed_fe_ed;
const JCEKS_MAGIC = 0xce_ce_ce_ce;

const UTF16_LITTLE_ENDIAN = Buffer.from('-----BEGIN ', 'utf16le');
const UTF16_BIG_ENDIAN = Buffer.from(UTF16_LITTLE_ENDIAN).swap16();

/**
 * Reads the bytes of a file or of a field, whatever format they are in: told by content, never by name. Takes time
 * and memory in proportion to the size, and never throws. Findings are `malformed_pem`, `malformed_certificate` and
 * `unsupported_format`; private keys are stepped over without being decoded, hashed or kept.
 */
export function readContainer(bytes: Buffer, reader: CertificateReader): Container {
  const steps = readContainerInSteps(bytes, reader);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      return step.value;
    }
  }
}

/**
 * The same with a pause after each object in it, so that whoever reads can let others have their turn: there is room
 * for eight million bad objects in 16 MiB, which take seconds.
 */
export function* readContainerInSteps(bytes: Buffer, reader: CertificateReader): Steps<Container> {
  const builder = new ContainerBuilder(reader);
  return builder.finish(bytes.length === 0 ? 'empty' : yield* readBytes(bytes, builder));
}

function* readBytes(bytes: Buffer, builder: ContainerBuilder): Steps<ContainerKind> {
  if (startsLikeDer(bytes)) {
    return yield* readDer(bytes, builder);
  }
  if (hasPemBlocks(bytes)) {
    yield* readPem(bytes, builder);
    return 'pem';
  }
  if (bytes.includes(UTF16_LITTLE_ENDIAN) || bytes.includes(UTF16_BIG_ENDIAN)) {
    builder.addFinding('malformed_pem', 'the file is PEM in UTF-16, which TLS software does not read');
    return 'pem';
  }
  return keystoreKind(bytes, builder) ?? (isShortDer(bytes) ? yield* readDer(bytes, builder) : 'unknown');
}

function keystoreKind(bytes: Buffer, builder: ContainerBuilder): ContainerKind | undefined {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32BE();
  if (magic !== JKS_MAGIC && magic !== JCEKS_MAGIC) {
    return undefined;
  }
  const [kind, name] = magic === JKS_MAGIC ? (['jks', 'JKS'] as const) : (['jceks', 'JCEKS'] as const);
  builder.addFinding(
    'unsupported_format',
    `the file is a Java keystore (${name}): list it in a source of type keystores`,
  );
  return kind;
}
