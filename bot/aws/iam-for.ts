// The IAM client for an account: the bot's own role at home, and the role of the same name in a member account.
import { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { TrailbotError } from '../domain/errors.ts';
import { callAws } from './aws-error.ts';
import { CLIENT_LIMITS, type ClientOptions } from './clients.ts';

/** @throws TrailbotError `config_missing` for an account in which the bot has no role. */
export type IamFor = (accountId: string) => IAMClient;

export interface IamForOptions {
  /** The bot's own account. */
  readonly accountId: string;
  /** The role to take on in a member account: `trailbot-look`, `trailbot-contain` … */
  readonly role: string;
  /** Member account → external id. */
  readonly memberAccounts: { readonly [accountId: string]: string };
}

/** The shortest that STS gives: a run is over in two minutes. */
const SESSION_SECONDS = 900;

/** One client an account. What it takes on a role for, the SDK keeps until five minutes before it expires. */
export function createIamFor(options: ClientOptions, place: IamForOptions): IamFor {
  const shared = { ...options, ...CLIENT_LIMITS };
  const sts = new STSClient(shared);
  const clients = new Map([[place.accountId, new IAMClient(shared)]]);

  return (accountId) => {
    const known = clients.get(accountId);
    if (known) return known;
    if (!Object.hasOwn(place.memberAccounts, accountId)) throw notConfigured(accountId);
    const ExternalId = place.memberAccounts[accountId];
    const RoleArn = `arn:${partitionOf(options.region)}:iam::${accountId}:role/${place.role}`;
    const client = new IAMClient({ ...shared, credentials: () => assume(sts, RoleArn, ExternalId) });
    clients.set(accountId, client);
    return client;
  };
}

async function assume(sts: STSClient, RoleArn: string, ExternalId: string | undefined) {
  const command = new AssumeRoleCommand({
    RoleArn,
    RoleSessionName: 'trailbot',
    ExternalId,
    DurationSeconds: SESSION_SECONDS,
  });
  const { Credentials: given } = await callAws('sts:AssumeRole', () => sts.send(command)).catch(
    (error: unknown) => {
      throw error instanceof TrailbotError && error.code === 'aws_denied'
        ? notTrusted(RoleArn, error)
        : error;
    },
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw notTrusted(RoleArn);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function notConfigured(accountId: string): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: `Trailbot has no role in account ${accountId}.`,
    hint: 'Deploy templates/member-account.yml there, and list the account with its external id in templates/settings.yml under containment.memberAccounts.',
  });
}

function notTrusted(roleArn: string, cause?: TrailbotError): TrailbotError {
  return new TrailbotError({
    code: 'aws_denied',
    message: `AWS refused sts:AssumeRole on ${roleArn}.`,
    hint: 'Deploy templates/member-account.yml in that account again, with the external id that templates/settings.yml has for it.',
    cause,
  });
}
