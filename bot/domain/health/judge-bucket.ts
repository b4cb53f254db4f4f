// Whether the archive in S3 is safe: not public, versioned, encrypted, and kept for as long as auditors ask.
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import type { TrailDescription } from './judge-trail.ts';
import type { BucketTab, Place } from './place.ts';
import { both, broken, find, ok, type Reading, warning } from './reading.ts';
import { awsCommand, count, nameSome } from './remedy-words.ts';

/** As `s3:GetBucketPublicAccessBlock` gives it; undefined when the bucket has none. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean | undefined;
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly BlockPublicPolicy?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}
/** As `s3:GetLifecycleConfiguration` gives it. */
export interface LifecycleRule {
  readonly Status?: string | undefined;
  readonly Expiration?: { readonly Days?: number | undefined } | undefined;
}

export interface BucketReadings {
  readonly publicAccessBlock: Reading<PublicAccessBlock | undefined>;
  /** Whether AWS calls the bucket's policy public. */
  readonly policyIsPublic: Reading<boolean>;
  readonly versioning: Reading<string | undefined>;
  readonly lifecycle: Reading<readonly LifecycleRule[]>;
  /** `AES256`, `aws:kms`, …; undefined when none is set. */
  readonly encryption: Reading<string | undefined>;
}

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;
/** PCI DSS 10.5.1 asks for twelve months; fewer are no trouble where the settings ask for fewer. */
const LEAST_DAYS = 365;

export function bucketPlace(
  trail: Reading<TrailDescription>,
  { homeRegion: region }: Settings['trail'],
  tab: BucketTab,
): Place {
  return { kind: 'bucket', region, name: 'value' in trail ? trail.value.S3BucketName : undefined, tab };
}

/** @param archiveDays - for how many days the settings have log files kept; undefined: they say nothing */
export function judgeBucket(
  trail: Reading<TrailDescription>,
  { publicAccessBlock, policyIsPublic, versioning, lifecycle, encryption }: BucketReadings,
  settings: Settings['trail'],
  archiveDays = LEAST_DAYS,
): readonly Finding[] {
  const leastDays = Math.min(LEAST_DAYS, archiveDays);
  const { S3BucketName: bucket = '', KmsKeyId: key } = 'value' in trail ? trail.value : {};
  const s3 = (operation: string, ...rest: readonly string[]) =>
    awsCommand('s3api', operation, '--bucket', bucket, ...rest);
  const place = (tab: BucketTab) => bucketPlace(trail, settings, tab);
  return [
    find(
      { check: 'bucket-private', title: 'The archive is private', place: place('permissions') },
      both(publicAccessBlock, policyIsPublic),
      ([block, isPublic]) => {
        const off = FLAGS.filter((flag) => !block?.[flag]);
        const all = FLAGS.map((flag) => `${flag}=true`).join(',');
        const remedy = `Block public access: ${s3('put-public-access-block', '--public-access-block-configuration', all)}`;
        if (isPublic) return broken(`The policy of ${bucket} lets anybody in.`, remedy);
        if (off.length > 0)
          return broken(
            `${bucket} may be made public: ${nameSome(off, FLAGS.length)} ${off.length > 1 ? 'are' : 'is'} off.`,
            remedy,
          );
        return ok(`${bucket}, public access is blocked.`);
      },
    ),
    find(
      { check: 'bucket-versioning', title: 'The archive is versioned', place: place('properties') },
      versioning,
      (status) =>
        status === 'Enabled'
          ? ok('What is overwritten or deleted can be brought back.')
          : warning(
              'Versioning is off: a log file that is deleted is gone.',
              `Turn it on: ${s3('put-bucket-versioning', '--versioning-configuration', 'Status=Enabled')}`,
            ),
    ),
    find(
      { check: 'bucket-lifecycle', title: 'The archive is kept long enough', place: place('management') },
      lifecycle,
      (rules) => {
        const active = rules.filter(({ Status }) => Status === 'Enabled');
        const place = `In the S3 console, bucket ${bucket}, Management, Lifecycle rules`;
        if (active.length === 0)
          return warning(
            'No lifecycle rule: everything is kept, and paid for, forever.',
            `${place}: say how long log files are kept; audits ask for one to seven years.`,
          );
        const days = active.flatMap(({ Expiration }) => Expiration?.Days ?? []);
        const shortest = Math.min(...days);
        if (shortest < leastDays)
          return warning(
            `Log files are deleted after ${count(shortest, 'day')}.`,
            `${place}: keep them for ${leastDays === LEAST_DAYS ? 'a year' : count(leastDays, 'day')} at least.`,
          );
        return ok(days.length > 0 ? `${count(shortest, 'day')}.` : 'Nothing expires.');
      },
    ),
    find(
      { check: 'bucket-encryption', title: 'The archive is encrypted', place: place('properties') },
      encryption,
      (algorithm) => {
        const logs = key === undefined ? '' : '; the trail encrypts with a KMS key of its own';
        if (algorithm !== undefined) return ok(`${algorithm}${logs}.`);
        const rule = '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}';
        return warning(
          `No default encryption is set${logs}.`,
          `Set one: ${s3('put-bucket-encryption', '--server-side-encryption-configuration', rule)}`,
        );
      },
    ),
  ];
}
