// What is there already has to be where Trailbot is: topic and key of another Region or account are refused at once.
import { parseArn } from '../parse-arn.ts';
import type { ExistingResources } from './deployment-settings.ts';
import type { Conflict } from './plan-conflicts.ts';

interface Home {
  readonly region: string;
  /** Undefined: not said yet. */
  readonly accountId: string | undefined;
}

const ARNS = [
  {
    key: 'topicArn',
    what: 'topic',
    because:
      'Alarms and their topic have to be in one Region, and Trailbot listens to one of its own account.',
  },
  {
    key: 'kmsKeyArn',
    what: 'KMS key',
    because: 'What Trailbot makes is encrypted with a key of its own Region and account.',
  },
] as const;

/** The ARNs among what is there already that are of another Region or account than the deployment. */
export function elsewhere(existing: ExistingResources, home: Home): readonly Conflict[] {
  return ARNS.flatMap(({ key, what, because }) => {
    const arn = parseArn(existing[key] ?? '');
    if (arn === undefined) return [];
    const { region, accountId } = arn;
    const isOtherAccount = home.accountId !== undefined && accountId !== home.accountId;
    if (region === home.region && !isOtherAccount) return [];
    return [
      {
        wrong: `existing.${key} is in ${placed(region, isOtherAccount ? accountId : undefined)}, and Trailbot is deployed into ${placed(home.region, isOtherAccount ? home.accountId : undefined)}. ${because}`,
        remedy: `Name a ${what} that is there, or leave existing.${key} out and Trailbot makes one; or correct ${isOtherAccount ? 'deployment.accountId' : 'trail.homeRegion'}.`,
      },
    ];
  });
}

function placed(region: string, accountId: string | undefined): string {
  return accountId === undefined ? region : `${region} of account ${accountId}`;
}
