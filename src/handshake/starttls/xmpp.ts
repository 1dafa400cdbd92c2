import { notOffered, notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';
import { readElement, readTag, type XmlElement } from './xml.ts';

const TLS_NAMESPACE = 'urn:ietf:params:xml:ns:xmpp-tls';

/**
 * XMPP, client to server: RFC 6120, section 5.4, in a stream opened as in section 4.2. The server is told for which
 * name it is asked (`to`), and chooses the certificate by it.
 */
export const xmpp: StartTls = async (conversation, { serverName }) => {
  conversation.write(
    `<?xml version='1.0'?><stream:stream to='${escapeXml(serverName)}' version='1.0' xml:lang='en' ` +
      "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
  );
  const stream = await readTag(conversation, 'the stream header');
  if (stream.name !== 'stream' || stream.kind !== 'open') {
    throw notSpoken('XMPP', 'the stream header', stream.source);
  }
  const features = await readElement(conversation, 'the stream features');
  if (isNo(features)) throw refused('the stream', words(features));
  if (features.name !== 'features') throw notSpoken('XMPP', 'the stream features', features.source);
  if (
    !features.children.some(
      ({ name, namespaces }) => name === 'starttls' && namespaces.includes(TLS_NAMESPACE),
    )
  ) {
    throw notOffered('starttls', names(features));
  }

  conversation.write(`<starttls xmlns='${TLS_NAMESPACE}'/>`);
  const answer = await readElement(conversation, 'the answer to starttls');
  if (isNo(answer) || answer.name === 'failure') throw refused('starttls', words(answer));
  if (answer.name !== 'proceed') throw notSpoken('XMPP', 'the answer to starttls', answer.source);
};

/** A stream error, or the end of the stream (sections 4.9 and 4.4). */
function isNo(element: XmlElement): boolean {
  return element.name === 'error' || (element.kind === 'close' && element.name === 'stream');
}

/** The names of what is in an element but for the text, as `host-unknown`. */
function names({ children }: XmlElement): string[] {
  return children.map(({ name }) => name).filter((name) => name !== 'text');
}

/** These, or an empty element as it came. */
function words(element: XmlElement): string {
  return names(element).join(' ') || element.source;
}

function escapeXml(text: string): string {
  return text.replace(/[^\w.:-]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
