import type { FollowOptions } from '../following.ts';

/**
 * The commands that give the right that is missing, to be pasted by somebody who may.
 * @param message of the Status, which says who was refused: `User "…" cannot list resource …`
 */
export function grantAdvice(
  message: string,
  { kind, namespace, fieldSelector = '' }: Pick<FollowOptions, 'kind' | 'namespace' | 'fieldSelector'>,
): string {
  const user = /User "([^"\s]+)"/.exec(message)?.[1];
  const resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
  // What is asked for by its name is allowed by its name.
  const only = /(?:^|,)metadata\.name=([\w.-]+)(?:$|,)/.exec(fieldSelector)?.[1];
  const name = `tls-cert-exporter-${kind.resource}${only === undefined ? '' : `-${only}`}`;
  const named = only === undefined ? '' : ` --resource-name=${only}`;
  const within = kind.namespaced && namespace !== undefined ? `--namespace=${namespace} ` : '';
  const role = within === '' ? 'clusterrole' : 'role';
  return [
    `To allow it: kubectl create ${role} ${name} ${within}--verb=list,watch --resource=${resource}${named}`,
    `kubectl create ${role}binding ${name} ${within}--${role}=${name} ${subject(user)}.`,
  ].join(' && ');
}

function subject(user: string | undefined): string {
  // Names that a shell would read otherwise are not to be pasted.
  const account = /^system:serviceaccount:([\w.-]+):([\w.-]+)$/.exec(user ?? '');
  if (account !== null) return `--serviceaccount=${account[1]}:${account[2]}`;
  return `--user=${user !== undefined && /^[\w@:./-]+$/.test(user) ? user : 'USER'}`;
}
