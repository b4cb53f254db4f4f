// Checks CloudTrail itself and the bucket it writes to.
import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Finding } from '../../domain/health/health.ts';
import { judgeBucket } from '../../domain/health/judge-bucket.ts';
import { judgeDelivery } from '../../domain/health/judge-delivery.ts';
import { judgeSelectors } from '../../domain/health/judge-selectors.ts';
import { existing, judgeTrail, type TrailDescription } from '../../domain/health/judge-trail.ts';
import type { Reading } from '../../domain/health/reading.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clock } from '../../ports/run.ts';
import type { HealthClients } from './health-clients.ts';
import { readBucket } from './read-bucket.ts';
import { andThen, type ReadOnce } from './read-once.ts';

export async function checkTrail(
  { cloudTrail, s3 }: HealthClients,
  read: ReadOnce,
  { trail: settings, deployment }: Settings,
  clock: Clock,
): Promise<readonly Finding[]> {
  const client = cloudTrail(settings.homeRegion);
  const trail = await readTrail(client, read, settings.name);
  const there = existing(trail, settings);
  const arnOf = ({ TrailARN, Name }: TrailDescription) => TrailARN ?? Name ?? '';
  const [status, selectors, bucket] = await Promise.all([
    andThen(there, (found) =>
      read('cloudtrail:GetTrailStatus', (options) =>
        client.send(new GetTrailStatusCommand({ Name: arnOf(found) }), options),
      ),
    ),
    andThen(there, (found) =>
      read('cloudtrail:GetEventSelectors', (options) =>
        client.send(new GetEventSelectorsCommand({ TrailName: arnOf(found) }), options),
      ),
    ),
    readBucket(s3, deployment.existing.trail || deployment.existing.bucket ? sharing(read) : read, there),
  ]);
  return [
    ...judgeTrail(trail, settings, deployment.existing.trail),
    ...judgeDelivery(there, status, settings, clock.now(), deployment.existing),
    judgeSelectors(selectors, there, settings),
    ...judgeBucket(there, bucket, settings, deployment.archiveDays),
  ];
}

/** For a bucket that Trailbot did not make: it may be another account's, whose own policy decides. */
function sharing(read: ReadOnce): ReadOnce {
  return async (action, call) => {
    const reading = await read(action, call);
    if ('value' in reading) return reading;
    const others = "If the bucket is another account's, its policy has to allow it as well.";
    return { ...reading, remedy: `${reading.remedy.replace(/\.$/, '')}. ${others}` };
  };
}

function readTrail(
  client: CloudTrailClient,
  read: ReadOnce,
  name: string,
): Promise<Reading<TrailDescription | undefined>> {
  return read('cloudtrail:DescribeTrails', async (options) => {
    const { trailList } = await client.send(new DescribeTrailsCommand({ trailNameList: [name] }), options);
    return trailList?.[0];
  });
}
