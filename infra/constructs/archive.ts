// The bucket that CloudTrail writes its log files to, kept whatever happens to the stack.
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archiveRules, archiveStatements } from '../../bot/domain/deployment/archive-rules.ts';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { archiveBucket } from '../../bot/domain/naming.ts';
import { trailArn } from './trail-arn.ts';

export interface ArchiveProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

const CLASSES = {
  STANDARD_IA: StorageClass.INFREQUENT_ACCESS,
  GLACIER: StorageClass.GLACIER,
  DEEP_ARCHIVE: StorageClass.DEEP_ARCHIVE,
};

export class Archive extends Construct {
  /** Undefined where an existing trail has its own. */
  readonly bucket: Bucket | IBucket | undefined;

  constructor(scope: Construct, id: string, { plan, key }: ArchiveProps) {
    super(scope, id);
    const { trail, bucket } = plan.existing;
    if (trail) this.bucket = undefined;
    else if (bucket === undefined) this.bucket = this.createBucket(plan, key);
    else this.bucket = Bucket.fromBucketName(this, 'Bucket', bucket);
  }

  private createBucket(plan: DeploymentPlan, key: IKey | undefined): Bucket {
    const { account: accountId } = Stack.of(this);
    const { objectLockDays, organizationId } = plan;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: archiveBucket(accountId),
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
      lifecycleRules: [lifecycleRule(plan.archiveDays)],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const place = {
      bucketArn: bucket.bucketArn,
      accountId,
      organizationId,
      trailArn: trailArn(this, plan.trailName),
    };
    for (const statement of archiveStatements(place)) {
      bucket.addToResourcePolicy(PolicyStatement.fromJson(statement));
    }
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'The trail records who removes a log file or changes how long one is kept, and who reads one when deployment.dataEvents names this bucket. Access logs would tell the same hours later, without a guarantee, in a second bucket that would have to be guarded likewise.',
    });
    return bucket;
  }
}

function lifecycleRule(archiveDays: number): LifecycleRule {
  const { transitions, expireAfterDays, recoverableDays, uploadDays } = archiveRules(archiveDays);
  return {
    id: 'keep-log-files',
    enabled: true,
    transitions: transitions.map(({ storageClass, afterDays }) => ({
      storageClass: CLASSES[storageClass],
      transitionAfter: Duration.days(afterDays),
    })),
    expiration: Duration.days(expireAfterDays),
    noncurrentVersionExpiration: Duration.days(recoverableDays),
    abortIncompleteMultipartUploadAfter: Duration.days(uploadDays),
  };
}
