// Whether the trail is there and set to record everything.
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import type { Place } from './place.ts';
import { putBack } from './put-back.ts';
import { broken, find, ok, type Reading, required, warning } from './reading.ts';
import { awsCommand } from './remedy-words.ts';

/** As `cloudtrail:DescribeTrails` gives it. */
export interface TrailDescription {
  readonly Name?: string | undefined;
  readonly TrailARN?: string | undefined;
  readonly S3BucketName?: string | undefined;
  readonly IsMultiRegionTrail?: boolean | undefined;
  readonly IncludeGlobalServiceEvents?: boolean | undefined;
  readonly LogFileValidationEnabled?: boolean | undefined;
  readonly CloudWatchLogsLogGroupArn?: string | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** The trail for the checks that need one: unread when there is none. */
export function existing(
  trail: Reading<TrailDescription | undefined>,
  { name }: Settings['trail'],
): Reading<TrailDescription> {
  return required(trail, `there is no trail ${name} to look at`, 'Make the trail first.');
}

/** The trail's page, or the list of trails when it was not found. */
export function trailPlace(
  trail: Reading<TrailDescription | undefined>,
  { homeRegion: region }: Settings['trail'],
): Place {
  return { kind: 'trail', region, arn: 'value' in trail ? trail.value?.TrailARN : undefined };
}

/** @param isExisting - whether the settings say that the trail was there already */
export function judgeTrail(
  trail: Reading<TrailDescription | undefined>,
  settings: Settings['trail'],
  isExisting = false,
): readonly Finding[] {
  const { name, homeRegion: region } = settings;
  const update = (...flags: readonly string[]) =>
    awsCommand('cloudtrail', 'update-trail', '--region', region, '--name', name, ...flags);
  const there = existing(trail, settings);
  const place = trailPlace(trail, settings);
  return [
    find({ check: 'trail-exists', title: 'The trail exists', place }, trail, (found) =>
      found
        ? ok(`${name} in ${region}.`)
        : broken(
            `There is no trail ${name} in ${region}: nothing is recorded, and nothing can be told.`,
            putBack('trail', isExisting, 'trail.name and trail.homeRegion'),
          ),
    ),
    find({ check: 'trail-multi-region', title: 'It covers all Regions', place }, there, (found) => {
      const remedy = `Turn both on: ${update('--is-multi-region-trail', '--include-global-service-events')}`;
      if (!found.IsMultiRegionTrail)
        return broken(`It records ${region} only; who works in another Region is not seen.`, remedy);
      if (!found.IncludeGlobalServiceEvents)
        return broken('It leaves out global services, so nothing that IAM does is seen.', remedy);
      return ok('All Regions and global services.');
    }),
    find({ check: 'trail-validation', title: 'Its log files can be validated', place }, there, (found) =>
      found.LogFileValidationEnabled
        ? ok('Digest files are written.')
        : warning(
            'Log file validation is off: nobody can prove that the log files were not changed.',
            `Turn it on: ${update('--enable-log-file-validation')}`,
          ),
    ),
  ];
}
