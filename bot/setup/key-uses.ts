// What an existing KMS key is needed for, and whether its policy allows it: each use with the statement that it takes.
import {
  forAlarms,
  forCloudTrail,
  forLogs,
  forRoles,
  type KeyPlace,
  type KeyStatement,
  logGroupArns,
  trailArnOf,
} from '../domain/deployment/key-statements.ts';
import type { FoundKey } from '../ports/setup.ts';
import { judgePolicy, type PolicyCall, type Verdict } from './judge-policy.ts';

export interface KeyUse {
  /** What does not work without: "alarms stop reaching anybody, and nothing says so". */
  readonly without: string;
  readonly statement: KeyStatement;
  /** Actions without wildcards. */
  readonly actions: readonly string[];
  readonly principals: readonly string[];
  readonly context: PolicyCall['context'];
}

export function alarmUse(place: KeyPlace): KeyUse {
  const { partition, region, accountId } = place;
  return {
    without: 'alarms change their state and reach nobody, and nothing says so',
    statement: forAlarms(place),
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    principals: ['cloudwatch.amazonaws.com'],
    context: {
      'aws:sourceaccount': accountId,
      // A policy that names one alarm leaves out the others.
      'aws:sourcearn': `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`,
    },
  };
}

export function roleUse(place: KeyPlace): KeyUse {
  const { partition, region, accountId } = place;
  return {
    without: 'what the functions publish to wake people is lost',
    statement: forRoles(place),
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    principals: [`arn:${partition}:iam::${accountId}:root`, accountId],
    context: {
      'kms:calleraccount': accountId,
      'aws:principalaccount': accountId,
      'kms:viaservice': `sns.${region}.${place.urlSuffix}`,
    },
  };
}

export function trailUses(place: KeyPlace): readonly KeyUse[] {
  const arn = trailArnOf(place);
  return forCloudTrail(place).map((statement) => ({
    without: 'CloudTrail cannot write log files with it',
    statement,
    actions: statement.Action.map(withoutWildcard),
    principals: ['cloudtrail.amazonaws.com'],
    context: {
      'aws:sourcearn': arn,
      'aws:sourceaccount': place.accountId,
      'kms:encryptioncontext:aws:cloudtrail:arn': arn,
    },
  }));
}

export function logUse(place: KeyPlace): KeyUse {
  const statement = forLogs(place);
  const [ofTheTrail] = logGroupArns(place);
  return {
    without: 'CloudWatch Logs takes no events with it',
    statement,
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    principals: [`logs.${place.region}.${place.urlSuffix}`, 'logs.amazonaws.com'],
    context: {
      'aws:sourceaccount': place.accountId,
      'kms:encryptioncontext:aws:logs:arn': ofTheTrail,
    },
  };
}

/** The worst of what the key's policy says about the actions of a use. */
export function judgeUse({ arn, policy }: FoundKey, { actions, principals, context }: KeyUse): Verdict {
  const verdicts = actions.map((action) =>
    judgePolicy(policy, { principals, action, resource: arn, context }),
  );
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'allowed';
}
const WORST_FIRST = ['denied', 'missing', 'unsure'] as const;

function withoutWildcard(action: string): string {
  return action.replace('*', '');
}
