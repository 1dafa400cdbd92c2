import type { ProblemReason } from '../model/problem.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Which objects are followed. */
export interface FollowOptions {
  readonly kind: ResourceKind;
  /** Undefined: all namespaces, which needs a ClusterRole. */
  readonly namespace: string | undefined;
  /** As kubectl takes it: `app=shop,tier!=cache`. */
  readonly labelSelector?: string;
  /** Such as `type=kubernetes.io/tls` for Secrets. */
  readonly fieldSelector?: string;
  /** Objects a page at most. One of them is in memory at a time, whatever this is. */
  readonly pageSize: number;
}

/**
 * Who is told what there is. All calls come one after the other, never within one another; what a call throws is a
 * bug and ends the process. An object is not held any longer by the follower once the call is over.
 */
export interface FollowHandler {
  /** A full list starts. What is known stays known until `synced`. May come again before `synced`. */
  begin(): void;
  /** The object exists and looks like this. The same object may come again without a change. */
  upsert(object: KubernetesObject): void;
  /** The object is gone; this is how it looked last. It may never have been seen before. */
  remove(object: KubernetesObject): void;
  /** The list is whole: what was not seen since the last `begin` is gone. */
  synced(): void;
}

/** Why nothing can be followed now. */
export interface FollowProblem {
  readonly reason: Extract<ProblemReason, 'api_error' | 'permission_denied' | 'timeout'>;
  /** What happened, where, and what to do, in sentences. Holds no credential. */
  readonly detail: string;
}

/** How it stands. */
export interface FollowState {
  /** The list was whole at least once. What was heard since may be old where `up` is false. */
  readonly synced: boolean;
  /** The last request was answered as it should be. */
  readonly up: boolean;
  /** Why it is not up; undefined where it is, and before the first answer. */
  readonly problem: FollowProblem | undefined;
  /** When the server was last heard on this, in Unix seconds; undefined before it ever was. */
  readonly lastContact: number | undefined;
}

/** Something that follows the objects of one kind until it is closed. */
export interface Follower {
  /** How it stands now. */
  readonly state: FollowState;
  /** Fulfilled when the first list is whole, or the first attempt at it has failed, or it was closed. */
  readonly attempted: Promise<void>;
  /** Ends all requests; no call comes any more. */
  close(): void;
}
