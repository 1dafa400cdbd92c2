import type { HandshakeFailure, PhaseDurations, Target, TlsSession } from '../model/handshake.ts';
import type { WireReport } from './wire/handshake-observer.ts';

/** What one dial saw, before anything is judged: the raw material of a result. */
export interface Observation {
  readonly target: Target;
  /** Only where every address of the name is dialled. */
  readonly address?: string;
  /** Unix seconds at the start. */
  readonly timestamp: number;
  readonly durations: PhaseDurations;
  /** Why the handshake was not completed; absent where it was. Its phase is any but `verify`. */
  readonly failure?: HandshakeFailure;
  /** Present where this side finished the handshake, even where the server then refused it. */
  readonly session?: TlsSession;
  /** The address that was connected to; absent behind a proxy, which alone knows it. */
  readonly peerAddress?: string;
  /** The name, or the address, that the served certificate has to be for. */
  readonly expectedName: string;
  /** Present where TLS was begun. */
  readonly wire?: WireReport;
}
