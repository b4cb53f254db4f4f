// The bucket that CloudTrail writes its log files to, kept whatever happens to the stack.
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
  type Transition,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ARCHIVE_CLASSES, UPLOAD_GIVEN_UP_DAYS } from '../../bot/domain/deployment/archive-rules.ts';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { archiveBucket } from '../../bot/domain/naming.ts';
import { trailArn } from './trail-arn.ts';

export interface ArchiveProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class Archive extends Construct {
  /** Undefined where an existing trail has its own. */
  readonly bucket: Bucket | IBucket | undefined;

  constructor(scope: Construct, id: string, { plan, key }: ArchiveProps) {
    super(scope, id);
    const { existing } = plan;
    if (existing.trail) this.bucket = undefined;
    else if (existing.bucket === undefined) this.bucket = this.createBucket(plan, key);
    else this.bucket = Bucket.fromBucketName(this, 'Bucket', existing.bucket);
  }

  private createBucket(plan: DeploymentPlan, key: IKey | undefined): Bucket {
    const { objectLockDays } = plan;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: archiveBucket(Stack.of(this).account),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      ...(objectLockDays !== undefined && {
        objectLockEnabled: true,
        // Governance could be lifted by whoever has taken over an administrator.
        objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(objectLockDays)),
      }),
      lifecycleRules: [lifecycle(plan)],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const statement of writeStatements(bucket, plan)) bucket.addToResourcePolicy(statement);
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Who reads or deletes log files is recorded by naming this bucket under deployment.dataEvents; access logs would need a second bucket that would have to be guarded likewise.',
    });
    return bucket;
  }
}

/**
 * What is deleted or overwritten is kept as an older version for as long as the rest. Files below 128 kB stay where they
 * are, which is cheaper: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
function lifecycle({ archiveDays }: DeploymentPlan): LifecycleRule {
  const classes = { STANDARD_IA: StorageClass.INFREQUENT_ACCESS, GLACIER: StorageClass.GLACIER };
  const transitions = ARCHIVE_CLASSES.filter(({ afterDays }) => afterDays < archiveDays).map(
    ({ storageClass, afterDays }): Transition => ({
      storageClass: storageClass === 'DEEP_ARCHIVE' ? StorageClass.DEEP_ARCHIVE : classes[storageClass],
      transitionAfter: Duration.days(afterDays),
    }),
  );
  return {
    id: 'keep-log-files',
    enabled: true,
    transitions,
    expiration: Duration.days(archiveDays),
    noncurrentVersionExpiration: Duration.days(archiveDays),
    abortIncompleteMultipartUploadAfter: Duration.days(UPLOAD_GIVEN_UP_DAYS),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function writeStatements(bucket: Bucket, plan: DeploymentPlan): readonly PolicyStatement[] {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const ofThisTrail = { 'aws:SourceArn': trailArn(bucket, plan.trailName) };
  const owners = [Stack.of(bucket).account, ...(plan.organizationId ? [plan.organizationId] : [])];
  return [
    new PolicyStatement({
      sid: 'CloudTrailChecksTheBucket',
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: ofThisTrail },
    }),
    new PolicyStatement({
      sid: 'CloudTrailWrites',
      principals,
      actions: ['s3:PutObject'],
      resources: owners.map((owner) => bucket.arnForObjects(`AWSLogs/${owner}/*`)),
      conditions: { StringEquals: { ...ofThisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  ];
}
