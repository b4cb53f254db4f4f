// IAM in memory: users, access keys, passwords, roles and policies of one account.
import type { Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { accessKeyOperations } from './iam-access-keys.ts';
import { pageOf } from './iam-check.ts';
import { createDirectory, type Directory } from './iam-directory.ts';
import { inlinePolicyOperations } from './iam-inline-policies.ts';
import { instanceProfileOperations } from './iam-instance-profiles.ts';
import { policyOperations } from './iam-policies.ts';
import { policyEntityOperations } from './iam-policy-entities.ts';
import { roleOperations } from './iam-roles.ts';
import { simulateOperations } from './iam-simulate.ts';
import { userOperations } from './iam-users.ts';

export interface IamOptions {
  readonly clock: Clock;
  readonly accountId: string;
  /** Milliseconds until a change of permissions is enforced; 0 when left out. */
  readonly propagationMs?: () => number;
}

export interface Iam {
  readonly service: Service;
  /** Who is in the account; STS asks it who a caller is. */
  readonly directory: Directory;
  /**
   * Gives a user an active access key of a known id, which the API cannot. A user that is not there gets none.
   * @param createdAt - now when left out
   */
  plantAccessKey(userName: string, accessKeyId: string, createdAt?: Date): void;
}

/** What is shown is always the newest state; what is enforced, by `createAuthorise`, follows after `propagationMs`. */
export function createIam({ clock, accountId, propagationMs }: IamOptions): Iam {
  const directory = createDirectory(clock, accountId, propagationMs);
  const service: Service = {
    ...userOperations(directory),
    ...accessKeyOperations(directory),
    ...roleOperations(directory),
    ...policyOperations(directory),
    ...policyEntityOperations(directory),
    ...inlinePolicyOperations(directory),
    ...instanceProfileOperations(directory),
    ...simulateOperations(directory),
    ListAccountAliases: (input) => pageOf([], 'AccountAliases', input),
    GetAccountSummary: () => ({ SummaryMap: summarize(directory) }),
  };
  return {
    service,
    directory,
    plantAccessKey(userName, accessKeyId, createdAt = clock.now()) {
      const user = directory.users.get(userName.toLowerCase());
      user?.keys.set(accessKeyId, { id: accessKeyId, createdAt, status: 'Active' });
      directory.deletedKeys.delete(accessKeyId);
    },
  };
}

function summarize({ users, roles, policies }: Directory): Readonly<Record<string, number>> {
  return {
    Users: users.size,
    UsersQuota: 5_000,
    Groups: 0,
    GroupsQuota: 300,
    Roles: roles.size,
    RolesQuota: 1_000,
    Policies: policies
      .values()
      .filter((it) => !it.arn.startsWith('arn:aws:iam::aws:'))
      .toArray().length,
    PoliciesQuota: 1_500,
    AccessKeysPerUserQuota: 2,
    AttachedPoliciesPerUserQuota: 10,
    AttachedPoliciesPerRoleQuota: 10,
    MFADevices: 0,
    MFADevicesInUse: 0,
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
    AccountPasswordPresent: 1,
  };
}
