// Who makes the calls of a scenario, and from where: identities as CloudTrail writes them.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/event/trail-event.ts';

export const ACCOUNT = '123456789012';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface Caller {
  readonly userIdentity: JsonObject;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** Clicked in the AWS Console, which makes the calls for the person and shows no TLS of theirs. */
  readonly inConsole?: true;
}

/** 192.0.2.0/24 is "Office" in templates/settings.yml; the other two documentation networks are outside. */
export const OFFICE = '192.0.2.24';

export const AGENT = {
  cliOnLinux:
    'aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-79-generic md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/b,E cfg/retry-mode#standard md/installer#exe',
  cliOnKali:
    'aws-cli/2.23.6 md/awscrt#1.0.0.dev0 ua/2.0 os/linux#6.12.25-kali-amd64 md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython cfg/retry-mode#standard',
  boto3:
    'Boto3/1.40.35 md/Botocore#1.40.35 ua/2.1 os/linux#5.15.0-139-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython m/Z,b cfg/retry-mode#legacy Botocore/1.40.35',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.1',
  chromeOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  firefoxOnWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
} as const;

export function root(accessKeyId = ''): JsonObject {
  const arn = `arn:aws:iam::${ACCOUNT}:root`;
  return { type: 'Root', principalId: ACCOUNT, arn, accountId: ACCOUNT, ...(accessKeyId && { accessKeyId }) };
}

/** An IAM user with an access key, or at the sign-in page without one. */
export function iamUser(userName: string, accessKeyId = ''): JsonObject {
  return {
    type: 'IAMUser',
    principalId: uniqueId('AIDA', userName),
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    accountId: ACCOUNT,
    ...(accessKeyId && { accessKeyId }),
    userName,
  };
}

/** The same person after signing in to the console: temporary keys, and whether MFA was used. */
export function signedIn(identity: JsonObject, since: Date, mfa: boolean): JsonObject {
  return {
    ...identity,
    accessKeyId: uniqueId('ASIA', String(identity.arn)),
    sessionContext: { attributes: { creationDate: isoSeconds(since), mfaAuthenticated: String(mfa) } },
  };
}

export interface RoleSession {
  readonly role: string;
  readonly session: string;
  readonly since: Date;
  /** The role's own path. */
  readonly path?: string;
  /** More of `sessionContext`, for example `ec2RoleDelivery` or `webIdFederationData`. */
  readonly context?: JsonObject;
}

export function roleSession({ role, session, since, path = '/', context }: RoleSession): JsonObject {
  const principalId = uniqueId('AROA', role);
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    accessKeyId: uniqueId('ASIA', `${role}/${session}`),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: `arn:aws:iam::${ACCOUNT}:role${path}${role}`,
        accountId: ACCOUNT,
        userName: role,
      },
      ...context,
      attributes: { creationDate: isoSeconds(since), mfaAuthenticated: 'false' },
    },
  };
}

export const SSO_PATH = '/aws-reserved/sso.amazonaws.com/eu-west-1/';

/** The role that IAM Identity Center makes for a permission set. */
export function ssoRole(permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_0f1e2d3c4b5a6978`;
}

/** Somebody signed in through IAM Identity Center; MFA was asked for there, so the session itself says false. */
export function ssoSession(email: string, permissionSet: string, since: Date): JsonObject {
  return roleSession({ role: ssoRole(permissionSet), session: email, since, path: SSO_PATH });
}

export const GITHUB_PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

/** A GitHub Actions job that assumed a role by OIDC. */
export function githubSession(role: string, since: Date): JsonObject {
  const webIdFederationData = { federatedProvider: GITHUB_PROVIDER, attributes: {} };
  return roleSession({ role, session: 'GitHubActions', since, context: { webIdFederationData } });
}

/** An id as IAM gives them, always the same for the same name. */
export function uniqueId(prefix: 'AIDA' | 'AROA' | 'AKIA' | 'ASIA', name: string): string {
  const digest = createHash('sha256').update(`${prefix}/${name}`).digest();
  const letters = Array.from(digest.subarray(0, 8), (byte) => BASE_32.charAt(byte % 32)).join('');
  return `${prefix}4EXAMPLE${letters}`;
}

/** As CloudTrail writes times: to the second. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
