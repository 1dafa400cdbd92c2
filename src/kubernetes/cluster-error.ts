/**
 * Settings by which no cluster can be asked: a kubeconfig that is not there, a context that it does not have. Its
 * message is for the person who wrote the configuration.
 */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}
