// What the archive's bucket lets CloudTrail do, and for how long it keeps log files: the deployment's and the sandbox's.

/** Digests are below 128 kB, which S3 moves nowhere by itself: they stay quick to read, as a validation needs them. */
const ARCHIVE_CLASSES = [
  { storageClass: 'STANDARD_IA', afterDays: 30 },
  { storageClass: 'GLACIER', afterDays: 90 },
  { storageClass: 'DEEP_ARCHIVE', afterDays: 365 },
] as const;

/** Time to notice that somebody deleted log files, and to bring them back. */
const RECOVERABLE_DAYS = 365;
const UPLOAD_DAYS = 7;

export interface ArchiveRules {
  /** Where a log file is kept after so many days; none that would come when it expires already. */
  readonly transitions: readonly {
    readonly storageClass: (typeof ARCHIVE_CLASSES)[number]['storageClass'];
    readonly afterDays: number;
  }[];
  readonly expireAfterDays: number;
  /**
   * For how long what was deleted, overwritten or expired is still there as an older version. Not for as long as the
   * rest: what expires becomes an older version too, and would be kept twice as long as was promised.
   */
  readonly recoverableDays: number;
  /** An upload that nobody finished is thrown away after so many days. */
  readonly uploadDays: number;
}

export function archiveRules(archiveDays: number): ArchiveRules {
  return {
    transitions: ARCHIVE_CLASSES.filter(({ afterDays }) => afterDays < archiveDays),
    expireAfterDays: archiveDays,
    recoverableDays: Math.min(RECOVERABLE_DAYS, archiveDays),
    uploadDays: UPLOAD_DAYS,
  };
}

/** Where the archive is. Every text may be one that CloudFormation fills in. */
export interface ArchivePlace {
  readonly bucketArn: string;
  readonly accountId: string;
  readonly organizationId?: string | undefined;
  readonly trailArn: string;
}

export interface ArchiveStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string };
  readonly Action: string;
  readonly Resource: readonly string[];
  readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
}

/**
 * What CloudTrail may do, on behalf of this one trail: without `aws:SourceArn` anybody's trail could write here.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function archiveStatements(place: ArchivePlace): readonly ArchiveStatement[] {
  const { bucketArn, accountId, organizationId, trailArn } = place;
  const cloudTrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } } as const;
  const ofThisTrail = { 'aws:SourceArn': trailArn };
  const owners = [accountId, ...(organizationId === undefined ? [] : [organizationId])];
  return [
    {
      ...cloudTrail,
      Sid: 'CloudTrailChecksTheBucket',
      Action: 's3:GetBucketAcl',
      Resource: [bucketArn],
      Condition: { StringEquals: ofThisTrail },
    },
    {
      ...cloudTrail,
      Sid: 'CloudTrailWrites',
      Action: 's3:PutObject',
      Resource: owners.map((owner) => `${bucketArn}/AWSLogs/${owner}/*`),
      Condition: { StringEquals: { ...ofThisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}
