// The sandbox's accounts: its own and one member account, each with users and roles of its own.
import type { Service } from '../call.ts';
import type { CallerIdentity } from '../cloudtrail/record-calls.ts';
import { createIam, type Iam, type IamOptions } from './iam.ts';
import { type Authorise, createAuthorise } from './iam-authorise.ts';
import { type Credentials, createCredentials } from './iam-credentials.ts';
import type { Directory } from './iam-directory.ts';

/** A second account in the organization, which has IAM and STS and nothing else. */
export const MEMBER_ACCOUNT_ID = '210987654321';
/** AWS Organizations puts it into each account that it makes: the management account's way in. */
const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';

export interface Accounts {
  readonly home: Iam;
  /** @throws Error for an account that the sandbox does not have */
  iamOf(accountId: string): Iam;
  readonly directories: readonly Directory[];
  /** IAM of the caller's account. */
  readonly service: Service;
  readonly credentials: Credentials;
  readonly authorise: Authorise;
  /** Who signed a call; undefined for keys that the sandbox did not give out. */
  identify(accessKeyId: string): CallerIdentity | undefined;
}

export function createAccounts(options: IamOptions): Accounts {
  const home = createIam(options);
  const member = createIam({ ...options, accountId: MEMBER_ACCOUNT_ID });
  addOrganizationRole(member, options.accountId);
  const all = new Map([home, member].map((iam) => [iam.directory.accountId, iam]));
  const directories = [home.directory, member.directory];
  const credentials = createCredentials(directories);

  function iamOf(accountId: string): Iam {
    const iam = all.get(accountId);
    if (iam === undefined) throw new Error(`The sandbox has no account ${accountId}`);
    return iam;
  }

  function ofCaller(operation: string): Service[string] {
    return (input, call) => {
      const accountId = credentials.find(call.accessKeyId)?.directory.accountId ?? options.accountId;
      return iamOf(accountId).service[operation]?.(input, call);
    };
  }

  return {
    home,
    iamOf,
    directories,
    service: Object.fromEntries(
      Object.keys(home.service).map((operation) => [operation, ofCaller(operation)]),
    ),
    credentials,
    authorise: createAuthorise(credentials, options.accountId),
    identify: credentials.identify,
  };
}

function addOrganizationRole({ directory, service }: Iam, homeAccountId: string): void {
  const call = { service: 'iam', operation: 'CreateRole', region: 'us-east-1', accessKeyId: '' };
  const Principal = { AWS: `arn:aws:iam::${homeAccountId}:root` };
  service.CreateRole?.(
    {
      RoleName: ORGANIZATION_ROLE,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
      }),
    },
    call,
  );
  // Straight in: it has been there for long.
  directory.roles
    .get(ORGANIZATION_ROLE.toLowerCase())
    ?.attached.add('arn:aws:iam::aws:policy/AdministratorAccess');
}
