// Where AWS explains or offers what people have to do themselves.
import type { ContainRefusal } from '../plan.ts';

export type Link = ContainRefusal['links'][number];

/** Pages of AWS's documentation. */
export const GUIDES = {
  endSessions: guide(
    'End active sessions in Identity Center',
    'singlesignon/latest/userguide/end-active-sessions.html',
  ),
  revokePermissions: guide(
    'Revoke active permission set sessions',
    'singlesignon/latest/userguide/revoke-user-permissions.html',
  ),
  centralRoot: guide(
    'Delete root credentials of a member account',
    'IAM/latest/UserGuide/id_root-user-privileged-task.html',
  ),
  rootUser: guide('The root user', 'IAM/latest/UserGuide/id_root-user.html'),
  serviceLinked: guide(
    'Service-linked roles',
    'IAM/latest/UserGuide/id_roles_create-service-linked-role.html',
  ),
} as const satisfies { readonly [name: string]: Link };

function guide(label: string, path: string): Link {
  return { label, url: `https://docs.aws.amazon.com/${path}` };
}

const CONSOLES: ReadonlyMap<string, string> = new Map([
  ['aws', 'https://console.aws.amazon.com'],
  ['aws-us-gov', 'https://console.amazonaws-us-gov.com'],
  ['aws-cn', 'https://console.amazonaws.cn'],
]);

/** Service control policies in the console; none for a partition whose console no link could open. */
export function policiesLink(partition: string): readonly Link[] {
  return page(partition, 'Service control policies', 'organizations/v2/home/policies/service-control-policy');
}

export function identityCenterLink(partition: string): readonly Link[] {
  return page(partition, 'Identity Center', 'singlesignon/home');
}

function page(partition: string, label: string, path: string): readonly Link[] {
  const host = CONSOLES.get(partition);
  return host === undefined ? [] : [{ label, url: `${host}/${path}` }];
}
