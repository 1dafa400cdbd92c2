/** The groups of a server that knows no ML-KEM, and of one that asks everybody for it who knows it, as OpenSSL 3.5 does. */
const CLASSICAL = 'X25519:P-256';
const WITH_ML_KEM = 'X25519MLKEM768 / X25519:P-256';

/**
 * The kinds of servers that single handshakes are measured with. With the last ones a client that knows ML-KEM does
 * more than one that does not.
 */
export const KINDS = [
  { name: 'P-256, TLS 1.2', key: 'ec-p256', version: 'TLSv1.2', groups: CLASSICAL },
  { name: 'P-256, TLS 1.3', key: 'ec-p256', version: 'TLSv1.3', groups: CLASSICAL },
  { name: 'RSA 2048, TLS 1.2', key: 'rsa-2048', version: 'TLSv1.2', groups: CLASSICAL },
  { name: 'RSA 2048, TLS 1.3', key: 'rsa-2048', version: 'TLSv1.3', groups: CLASSICAL },
  { name: 'P-256, TLS 1.3, ML-KEM', key: 'ec-p256', version: 'TLSv1.3', groups: WITH_ML_KEM },
  { name: 'RSA 2048, TLS 1.3, ML-KEM', key: 'rsa-2048', version: 'TLSv1.3', groups: WITH_ML_KEM },
] as const;

/** The name that the certificates of all the many hosts are for. */
export const HOSTS_SERVER_NAME = 'bench.example';

/** Where the servers listen. */
export interface Endpoints {
  /** One of each kind, on 127.0.0.1. */
  readonly single: readonly { readonly name: string; readonly port: number }[];
  /** Ports that are served on every address of 127.0.0.0/8. */
  readonly hosts: readonly number[];
  /** A port at which no address answers: connections are neither accepted nor refused. */
  readonly hole: number;
  /** PEM of the root that all certificates lead to. */
  readonly root: string;
}
