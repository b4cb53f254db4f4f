// IAM and STS of both accounts behind a gate, with a clock that a test moves.
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { Service } from '../../../../bot/sandbox/aws/call.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createAccounts } from '../../../../bot/sandbox/aws/iam/iam-accounts.ts';
import { createSts } from '../../../../bot/sandbox/aws/sts.ts';
import { startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

export const ACCOUNT = '123456789012';
export const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
export const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** What an SDK's client is given. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key that the sandbox did not give out. */
export const ROOT: Keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

/** @param services beside IAM and STS */
export async function startEnforcement(propagationMs = 0, services: Record<string, Service> = {}) {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock = { now: () => new Date(now) };
  const accounts = createAccounts({ clock, accountId: ACCOUNT, propagationMs: () => propagationMs });
  const server = await startAwsServer({
    port: 0,
    clock,
    faults: createFaults(),
    services: { ...services, iam: accounts.service, sts: createSts({ clock, accounts }).service },
    gate: { authorise: accounts.authorise, answered: () => undefined },
  });
  const config = (credentials: Keys) => ({
    endpoint: server.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  });
  return {
    accounts,
    close: () => server.close(),
    config,
    iam: (keys: Keys = ROOT) => new IAMClient(config(keys)),
    sts: (keys: Keys = ROOT) => new STSClient(config(keys)),
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

export type Enforcement = Awaited<ReturnType<typeof startEnforcement>>;

/** As STS and IAM answer them. */
export function keysOf(
  made: { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined } = {},
): Keys {
  return { accessKeyId: made.AccessKeyId ?? '', secretAccessKey: made.SecretAccessKey ?? '' };
}

export function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
