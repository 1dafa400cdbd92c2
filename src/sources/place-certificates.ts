import type { Container } from '../formats/container.ts';
import type { Location } from '../model/location.ts';
import type { FoundCertificate } from '../model/source.ts';

/** The certificates of a container at its place. Entries are locations of their own, each with an order of its own. */
export function placeCertificates(
  { certificates, entries }: Pick<Container, 'certificates' | 'entries'>,
  place: Location,
): FoundCertificate[] {
  if (entries === undefined) {
    return certificates.map((certificate, index) => ({ certificate, location: place, index }));
  }
  const places = new Map<string, { readonly location: Location; count: number }>();
  return certificates.map((certificate, at) => {
    const entry = entries[at] ?? '';
    let own = places.get(entry);
    if (own === undefined) places.set(entry, (own = { location: { ...place, entry }, count: 0 }));
    return { certificate, location: own.location, index: own.count++ };
  });
}
