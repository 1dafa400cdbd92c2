import type { ApiClient } from '../../../src/kubernetes/api-client.ts';
import type {
  Follower,
  FollowHandler,
  FollowOptions,
  FollowProblem,
  FollowState,
} from '../../../src/kubernetes/following.ts';
import type { KubernetesObject } from '../../../src/kubernetes/kubernetes-object.ts';
import type { Follow } from '../../../src/sources/kubernetes/kubernetes.ts';

interface FakeFollower {
  readonly options: FollowOptions;
  readonly handler: FollowHandler;
  state: FollowState;
  readonly attempted: PromiseWithResolvers<void>;
  isClosed: boolean;
}

/**
 * A cluster in memory that is followed without a connection. It stands for the real one where a test has to decide
 * what is told when; what a real API server makes of the same questions is shown in test/e2e/kubernetes-objects.test.ts.
 */
export class FakeCluster {
  /** Those that are followed now, in the order in which they were asked for. */
  readonly followers: FakeFollower[] = [];
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  readonly #broken = new Map<string, FollowProblem>();

  get questions(): FollowOptions[] {
    return this.followers.filter(({ isClosed }) => !isClosed).map(({ options }) => options);
  }

  readonly follow: Follow = (_client, options, handler): Follower => {
    const follower: FakeFollower = {
      options,
      handler,
      state: { synced: false, up: false, problem: undefined, lastContact: undefined },
      attempted: Promise.withResolvers<void>(),
      isClosed: false,
    };
    this.followers.push(follower);
    queueMicrotask(() => this.#list(follower));
    return {
      get state() {
        return follower.state;
      },
      attempted: follower.attempted.promise,
      close: () => {
        follower.isClosed = true;
        follower.attempted.resolve();
      },
    };
  };

  /** Writes an object, as `kubectl apply` does. */
  put(resource: string, object: KubernetesObject): void {
    const objects = this.#objects.get(resource) ?? new Map<string, KubernetesObject>();
    const before = objects.get(idOf(object));
    this.#objects.set(resource, objects.set(idOf(object), object));
    for (const follower of this.#of(resource)) {
      if (isAsked(follower.options, object)) follower.handler.upsert(object);
      else if (before !== undefined && isAsked(follower.options, before)) follower.handler.remove(object);
    }
  }

  delete(resource: string, object: KubernetesObject): void {
    this.#objects.get(resource)?.delete(idOf(object));
    for (const { options, handler } of this.#of(resource)) {
      if (isAsked(options, object)) handler.remove(object);
    }
  }

  /** Deletes an object while nobody listens: only the next list shows it. */
  deleteUnheard(resource: string, object: KubernetesObject): void {
    this.#objects.get(resource)?.delete(idOf(object));
  }

  /** Every follower of a resource lists anew, as after 410. */
  list(resource: string): void {
    for (const follower of this.#of(resource)) this.#list(follower);
  }

  /** From now on nothing is heard of a resource; undefined: it is heard again. */
  breakDown(resource: string, problem: FollowProblem | undefined): void {
    if (problem === undefined) this.#broken.delete(resource);
    else this.#broken.set(resource, problem);
    this.list(resource);
  }

  #of(resource: string): FakeFollower[] {
    return this.followers.filter(({ options, isClosed }) => options.kind.resource === resource && !isClosed);
  }

  #list(follower: FakeFollower): void {
    if (follower.isClosed) return;
    const { options, handler } = follower;
    const problem = this.#broken.get(options.kind.resource);
    if (problem === undefined) {
      handler.begin();
      for (const object of this.#objects.get(options.kind.resource)?.values() ?? []) {
        if (isAsked(options, object)) handler.upsert(object);
      }
      handler.synced();
    }
    const synced = problem === undefined || follower.state.synced;
    follower.state = { synced, up: problem === undefined, problem, lastContact: undefined };
    follower.attempted.resolve();
  }
}

/** A client that nothing is asked of. */
export const NO_CLIENT = { server: 'https://fake.invalid' } as ApiClient;

function idOf({ metadata: { namespace = '', name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}

/** Selectors as far as the product writes them: equalities and inequalities between commas. */
function isAsked(
  { namespace, labelSelector, fieldSelector }: FollowOptions,
  object: KubernetesObject,
): boolean {
  const { metadata } = object;
  const field = (path: string): unknown =>
    path === 'type'
      ? object['type']
      : (metadata as unknown as Record<string, unknown>)[path.replace('metadata.', '')];
  const matches = (selector: string | undefined, value: (key: string) => unknown): boolean =>
    (selector ?? '')
      .split(',')
      .filter(Boolean)
      .every((term) => {
        const [key = '', wanted] = term.split(/!?=/);
        return (value(key) === wanted) !== term.includes('!=');
      });
  return (
    (namespace === undefined || metadata.namespace === namespace) &&
    matches(fieldSelector, field) &&
    matches(labelSelector, (key) => metadata.labels?.[key])
  );
}
