import type { TLSSocket } from 'node:tls';
import type { TlsSession } from '../../model/handshake.ts';
import { groupName } from '../wire/groups.ts';
import type { WireReport } from '../wire/handshake-observer.ts';

/**
 * What was agreed on. To be read at `secure` and never in `close`: asking a socket whose handshake failed for
 * its protocol crashes the process.
 */
export function readSession(socket: TLSSocket, wire: Pick<WireReport, 'hello' | 'ecdheGroup'>): TlsSession {
  const cipher = socket.getCipher();
  const suite = cipher.standardName ?? cipher.name;
  const group = suite.includes('_ECDHE_') ? wire.ecdheGroup : wire.hello?.group;
  return {
    version: socket.getProtocol() ?? '',
    cipher: suite,
    group: group === undefined ? '' : groupName(group),
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : '',
  };
}
