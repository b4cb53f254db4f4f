// IAM in memory: users, access keys, passwords, roles and policies of one account.
import type { Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { accessKeyOperations } from './iam-access-keys.ts';
import { pageOf } from './iam-check.ts';
import { createDirectory, type Directory } from './iam-directory.ts';
import { inlinePolicyOperations } from './iam-inline-policies.ts';
import { policyOperations } from './iam-policies.ts';
import { roleOperations } from './iam-roles.ts';
import { userOperations } from './iam-users.ts';

export interface IamOptions {
  readonly clock: Clock;
  readonly accountId: string;
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

/** Permissions are kept and listed, but no call is ever refused because of them. */
export function createIam({ clock, accountId }: IamOptions): Iam {
  const directory = createDirectory(clock, accountId);
  const service: Service = {
    ...userOperations(directory),
    ...accessKeyOperations(directory),
    ...roleOperations(directory),
    ...policyOperations(directory),
    ...inlinePolicyOperations(directory),
    ListAccountAliases: (input) => pageOf([], 'AccountAliases', input),
    GetAccountSummary: () => ({ SummaryMap: summarize(directory) }),
  };
  return {
    service,
    directory,
    plantAccessKey(userName, accessKeyId, createdAt = clock.now()) {
      const user = directory.users.get(userName.toLowerCase());
      user?.keys.set(accessKeyId, { id: accessKeyId, createdAt, status: 'Active' });
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
