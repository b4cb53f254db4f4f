// What settings.yml calls existing has to be there, and to be of use: trail, bucket, table, topic and keys.
import { archiveStatements } from '../domain/deployment/archive-rules.ts';
import { judgeSelectors } from '../domain/health/judge-selectors.ts';
import { judgeTrail } from '../domain/health/judge-trail.ts';
import type { Reading } from '../domain/health/reading.ts';
import { TABLE } from '../domain/naming.ts';
import { parseArn } from '../domain/parse-arn.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, FoundBucket, FoundTrail } from '../ports/setup.ts';
import { logGroupOf } from './ask-trail.ts';
import { missingStatements } from './bucket-policy.ts';
import { checkKeys } from './check-keys.ts';
import { checkTopic } from './check-topic.ts';
import { isOurTable, type Place } from './find-leftovers.ts';
import { type Checked, judge, NOTHING_FOUND, notThere, refused, together, told } from './found-in-account.ts';

/** @param trails - of the Region */
export async function checkExisting(
  place: Place,
  account: AccountLook,
  trails: Reading<readonly FoundTrail[]>,
): Promise<Checked> {
  const { existing, region } = place.plan;
  const { bucket } = existing;
  return together([
    judge('Which trails there are', trails, (found) =>
      existing.trail ? checkTrail(place, found) : checkOthers(place, found),
    ),
    bucket === undefined
      ? NOTHING_FOUND
      : judge(`Bucket ${bucket}`, await readingOf(() => account.bucket(bucket)), (found) =>
          checkBucket(place, bucket, found),
        ),
    !existing.table
      ? NOTHING_FOUND
      : judge(`Table ${TABLE}`, await readingOf(() => account.table(TABLE)), (keys) =>
          keys !== undefined && isOurTable(keys)
            ? NOTHING_FOUND
            : notThere(`table ${TABLE} with Trailbot's keys`, 'table', region),
        ),
    await checkTopic(place, account),
    await checkKeys(place, account),
  ]);
}

/** A new trail beside others: what it costs is said. */
function checkOthers({ plan, stack }: Place, trails: readonly FoundTrail[]): Checked {
  const others = trails.filter(({ name }) => name !== plan.trailName).map(({ name }) => name);
  if (others.length === 0 || stack !== undefined) return NOTHING_FOUND;
  if (others.length >= TRAILS)
    return refused(
      `${plan.region} has ${others.length} trails already, and CloudTrail allows ${TRAILS}: ${others.join(', ')}.`,
      'Use one of them (--trail with its name), or delete one.',
    );
  return told(
    `There ${others.length === 1 ? 'is a trail' : 'are trails'} already: ${others.join(', ')}. A second copy of the management events costs 2 USD for every 100,000.`,
  );
}
/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const TRAILS = 5;

function checkTrail({ plan, caller }: Place, trails: readonly FoundTrail[]): Checked {
  const { trailName: name, region, existing, logGroup } = plan;
  const trail = trails.find((found) => found.name === name && found.accountId === caller.accountId);
  if (trail === undefined) return notThere(`trail ${name}`, 'trail', region);
  if (trail.homeRegion !== region)
    return refused(
      `Trail ${name} is at home in ${trail.homeRegion}, and so is its log group; settings.yml says ${region}.`,
      `Set trail.homeRegion to ${trail.homeRegion}.`,
    );
  const settings = { name, homeRegion: region, logGroup };
  const description = { value: trail.description };
  const judged = [
    ...judgeTrail(description, settings),
    judgeSelectors(trail.selectors, description, settings),
  ];
  const delivers = logGroupOf(trail, caller.accountId);
  return told(
    ...judged
      .filter(({ state }) => state !== 'ok')
      .map(({ detail, remedy = '' }) => `Trail ${name}: ${detail} ${remedy}`),
    ...(existing.logGroup && delivers !== logGroup
      ? [
          `Trail ${name} delivers to ${delivers ?? 'no log group'}, not to ${logGroup}: no event reaches Trailbot until you change that (CloudTrail console, trail ${name}, CloudWatch Logs).`,
        ]
      : []),
    ...(!existing.logGroup && delivers !== undefined
      ? [`Trail ${name} delivers to ${delivers} now, and will deliver to ${logGroup} instead.`]
      : []),
  );
}

function checkBucket({ plan, caller }: Place, bucket: string, found: FoundBucket | undefined): Checked {
  if (found === undefined) return notThere(`bucket ${bucket}`, 'bucket', plan.region);
  if (found === 'foreign')
    return told(`Bucket ${bucket} cannot be looked at from here: its policy has to let CloudTrail write.`);
  const partition = parseArn(caller.arn)?.partition ?? 'aws';
  const archive = {
    bucketArn: `arn:${partition}:s3:::${bucket}`,
    accountId: caller.accountId,
    organizationId: plan.organizationId,
    trailArn: `arn:${partition}:cloudtrail:${plan.region}:${caller.accountId}:trail/${plan.trailName}`,
  };
  if (missingStatements(found.policy, archive).length === 0) return NOTHING_FOUND;
  return refused(
    `The policy of bucket ${bucket} does not let trail ${plan.trailName} write: CloudTrail would refuse to make the trail.`,
    `Add these to the Statement list of its policy (S3 console, bucket ${bucket}, Permissions), then try again:\n${JSON.stringify(archiveStatements(archive), undefined, 2)}`,
  );
}
