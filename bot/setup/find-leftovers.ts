// What has a name of ours and is not the stack's: left by an earlier deployment, or somebody else's. It can be used as it is.
import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import type { ExistingResources } from '../domain/deployment/deployment-settings.ts';
import { TABLE_SHAPE } from '../domain/deployment/table-shape.ts';
import type { Reading } from '../domain/health/reading.ts';
import { ALERT_TOPIC, archiveBucket, TABLE } from '../domain/naming.ts';
import { parseArn } from '../domain/parse-arn.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, Caller, FoundStack, FoundTrail } from '../ports/setup.ts';
import { type Checked, isOwn, judge, NOTHING_FOUND, refused, together } from './found-in-account.ts';
import { deleteByHand } from './kept-resources.ts';

export interface Leftover {
  /** For example "table trailbot". */
  readonly what: string;
  /** What settings.yml says under `deployment.existing` when it is used as it is. */
  readonly key: keyof ExistingResources;
  readonly value: string | boolean;
  /** What to do for whoever does not want it used. */
  readonly otherwise: string;
  /** Whether it is known to be of a first deployment that failed. */
  readonly isOfFailure: boolean;
}

export interface Place {
  readonly plan: DeploymentPlan;
  readonly caller: Caller;
  readonly stack: FoundStack | undefined;
}

export interface Leftovers {
  readonly offered: readonly Leftover[];
  readonly checked: Checked;
}

/**
 * @param trails - of the Region
 * @param left - what a first deployment that failed has left
 */
export async function findLeftovers(
  { plan, caller, stack }: Place,
  account: AccountLook,
  trails: Reading<readonly FoundTrail[]>,
  left: FoundStack['left'],
): Promise<Leftovers> {
  const { existing, trailName, logGroup, region } = plan;
  const offered: Leftover[] = [];
  const bucket = archiveBucket(caller.accountId);
  const topicArn = topicArnIn({ plan, caller }, ALERT_TOPIC);
  function offer(leftover: Omit<Leftover, 'isOfFailure'>, type: string, physicalId: string): Checked {
    const isOfFailure = left.some((it) => it.type === `AWS::${type}` && it.physicalId === physicalId);
    offered.push({ ...leftover, isOfFailure });
    return NOTHING_FOUND;
  }
  /** One that outlives the stack. */
  function offerKept(
    what: string,
    type: string,
    name: string,
    adopting: Pick<Leftover, 'key' | 'value'>,
    advice = '',
  ): Checked {
    // A command comes last, so that nothing is copied with it.
    const otherwise = `${advice}${deleteByHand(type, name, region)}`;
    return offer({ what: `${what} ${name}`, ...adopting, otherwise }, type, name);
  }

  async function trail(): Promise<Checked> {
    if (existing.trail || isOwn(stack, 'CloudTrail::Trail', trailName)) return NOTHING_FOUND;
    return judge('Which trails there are', trails, (found) => {
      const same = found.find(({ name }) => name === trailName);
      if (same === undefined) return NOTHING_FOUND;
      if (same.accountId !== caller.accountId || same.homeRegion !== region)
        return refused(
          `There is a trail ${trailName} already, in ${same.homeRegion} of account ${same.accountId}.`,
          'Give the new one another name: trail.name in templates/settings.yml.',
        );
      const otherwise = 'Give the new one another name: trail.name in templates/settings.yml.';
      const what = `trail ${trailName}`;
      return offer({ what, key: 'trail', value: true, otherwise }, 'CloudTrail::Trail', trailName);
    });
  }

  async function group(): Promise<Checked> {
    if (existing.logGroup || isOwn(stack, 'Logs::LogGroup', logGroup)) return NOTHING_FOUND;
    const found = await readingOf(() => account.logGroup(logGroup));
    return judge(`Whether there is a log group ${logGroup}`, found, (value) =>
      value === undefined
        ? NOTHING_FOUND
        : offerKept(
            'log group',
            'Logs::LogGroup',
            logGroup,
            { key: 'logGroup', value: true },
            'Give the new one another name (trail.logGroup in templates/settings.yml), or delete this one: ',
          ),
    );
  }

  async function archive(): Promise<Checked> {
    if (existing.trail || existing.bucket !== undefined || isOwn(stack, 'S3::Bucket', bucket))
      return NOTHING_FOUND;
    const found = await readingOf(() => account.bucket(bucket));
    return judge(`Whether there is a bucket ${bucket}`, found, (value) => {
      if (value === undefined) return NOTHING_FOUND;
      if (value === 'foreign')
        return refused(
          `There is a bucket ${bucket}, and it is another account's, or you may not see it.`,
          'Make a bucket of your own, and name it under deployment.existing.bucket in templates/settings.yml.',
        );
      const advice = 'Name another one under deployment.existing.bucket, or delete this one. ';
      return offerKept('bucket', 'S3::Bucket', bucket, { key: 'bucket', value: bucket }, advice);
    });
  }

  async function table(): Promise<Checked> {
    if (existing.table || isOwn(stack, 'DynamoDB::Table', TABLE)) return NOTHING_FOUND;
    const found = await readingOf(() => account.table(TABLE));
    return judge(`Whether there is a table ${TABLE}`, found, (keys) => {
      if (keys === undefined) return NOTHING_FOUND;
      const advice = 'Delete it first; what it holds of incidents and decisions is lost then: ';
      return isOurTable(keys)
        ? offerKept('table', 'DynamoDB::Table', TABLE, { key: 'table', value: true }, advice)
        : refused(`There is a table ${TABLE} with other keys: it is not Trailbot's.`, 'Rename or remove it.');
    });
  }

  async function topic(): Promise<Checked> {
    if (existing.topicArn !== undefined || isOwn(stack, 'SNS::Topic', topicArn)) return NOTHING_FOUND;
    const found = await readingOf(() => account.topic(topicArn));
    return judge(`Whether there is a topic ${ALERT_TOPIC}`, found, (value) =>
      value === undefined
        ? NOTHING_FOUND
        : offer(
            {
              what: `topic ${ALERT_TOPIC}`,
              key: 'topicArn',
              value: topicArn,
              otherwise: 'Delete it, with who is subscribed to it.',
            },
            'SNS::Topic',
            topicArn,
          ),
    );
  }

  /** It has no name: only the stack that failed knows it. A second one would cost as much again. */
  async function key(): Promise<Checked> {
    const lost = left.find(({ type }) => type === 'AWS::KMS::Key');
    if (existing.kmsKeyArn !== undefined || lost === undefined) return NOTHING_FOUND;
    const found = await readingOf(() => account.key(lost.physicalId));
    return judge(`KMS key ${lost.physicalId}`, found, (value) =>
      value?.state === 'Enabled'
        ? offerKept('KMS key', 'KMS::Key', lost.physicalId, { key: 'kmsKeyArn', value: value.arn })
        : NOTHING_FOUND,
    );
  }

  const checked = await Promise.all([trail(), group(), archive(), table(), topic(), key()]);
  return { offered: inOrder(offered), checked: together(checked) };
}

/** The ARN that a topic of this name has, or would have. */
export function topicArnIn({ plan, caller }: Pick<Place, 'plan' | 'caller'>, name: string): string {
  const partition = parseArn(caller.arn)?.partition ?? 'aws';
  return `arn:${partition}:sns:${plan.region}:${caller.accountId}:${name}`;
}

/** Whether these are the keys that everything which Trailbot keeps has. */
export function isOurTable(keys: readonly string[]): boolean {
  return keys.length === 2 && keys.includes(TABLE_SHAPE.partitionKey) && keys.includes(TABLE_SHAPE.sortKey);
}

/** AWS answers in any order. */
function inOrder(offered: readonly Leftover[]): readonly Leftover[] {
  return offered.toSorted((a, b) => (a.what < b.what ? -1 : 1));
}
