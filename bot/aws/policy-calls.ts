// The calls that change which policies hold a principal; IAM has one of each for users and one for roles.
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import type { Target } from '../domain/containment/target.ts';

/** Not sent yet. */
export interface PolicyCall {
  /** As IAM names it. */
  readonly action: string;
  readonly send: () => Promise<unknown>;
}

export function attachPolicy(iam: IAMClient, { kind, name }: Target, PolicyArn: string): PolicyCall {
  if (kind === 'user') {
    const command = new AttachUserPolicyCommand({ UserName: name, PolicyArn });
    return { action: 'iam:AttachUserPolicy', send: () => iam.send(command) };
  }
  const command = new AttachRolePolicyCommand({ RoleName: name, PolicyArn });
  return { action: 'iam:AttachRolePolicy', send: () => iam.send(command) };
}

export function detachPolicy(iam: IAMClient, { kind, name }: Target, PolicyArn: string): PolicyCall {
  if (kind === 'user') {
    const command = new DetachUserPolicyCommand({ UserName: name, PolicyArn });
    return { action: 'iam:DetachUserPolicy', send: () => iam.send(command) };
  }
  const command = new DetachRolePolicyCommand({ RoleName: name, PolicyArn });
  return { action: 'iam:DetachRolePolicy', send: () => iam.send(command) };
}

export function putBoundary(iam: IAMClient, { kind, name }: Target, PermissionsBoundary: string): PolicyCall {
  if (kind === 'user') {
    const command = new PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary });
    return { action: 'iam:PutUserPermissionsBoundary', send: () => iam.send(command) };
  }
  const command = new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary });
  return { action: 'iam:PutRolePermissionsBoundary', send: () => iam.send(command) };
}

export function deleteBoundary(iam: IAMClient, { kind, name }: Target): PolicyCall {
  if (kind === 'user') {
    const command = new DeleteUserPermissionsBoundaryCommand({ UserName: name });
    return { action: 'iam:DeleteUserPermissionsBoundary', send: () => iam.send(command) };
  }
  const command = new DeleteRolePermissionsBoundaryCommand({ RoleName: name });
  return { action: 'iam:DeleteRolePermissionsBoundary', send: () => iam.send(command) };
}
