// The trail: every Region, every management event, with validation and the least that its delivery needs.
import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { DELIVERY_ROLE } from '../../bot/domain/naming.ts';
import type { Archive } from './archive.ts';
import { trailArn } from './trail-arn.ts';
import { selectors } from './trail-selectors.ts';
import { explainWildcards } from './wildcards.ts';

export interface TrailProps {
  readonly plan: DeploymentPlan;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly key: IKey | undefined;
}

/** The L1 construct: the L2 gives its delivery role the whole log group, and writes to the bucket's policy itself. */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { plan, archive: { bucket }, logGroup, key }: TrailProps) {
    super(scope, id);
    const { existing, organizationId } = plan;
    if (existing.trail && existing.logGroup) return;
    const role = this.createDeliveryRole(plan, logGroup);
    // An existing trail is pointed here by hand: `npm run deploy` prints the command.
    if (existing.trail || bucket === undefined) return;
    const trail = new CfnTrail(this, 'Trail', {
      trailName: plan.trailName,
      s3BucketName: bucket.bucketName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      isOrganizationTrail: organizationId !== undefined,
      cloudWatchLogsLogGroupArn: logGroupArn(this, plan.logGroup),
      cloudWatchLogsRoleArn: role.roleArn,
      ...(key && { kmsKeyId: key.keyArn }),
      ...selectors(plan, bucket.bucketArn),
      ...(plan.insights && {
        insightSelectors: [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }],
      }),
    });
    // CloudTrail tries both when the trail is made.
    trail.node.addDependency(role);
    if (bucket.policy) trail.node.addDependency(bucket.policy);
  }

  private createDeliveryRole(
    { trailName, logGroup, organizationId }: DeploymentPlan,
    group: ILogGroup,
  ): Role {
    const { account } = Stack.of(this);
    const streams = [`${account}_CloudTrail_*`, ...(organizationId ? [`${organizationId}_*`] : [])];
    const write = {
      Sid: 'WriteEvents',
      Effect: 'Allow' as const,
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: streams.map((stream) => streamArn(this, logGroup, stream)),
    };
    const role = new Role(this, 'DeliveryRole', {
      roleName: DELIVERY_ROLE,
      description: 'CloudTrail writes its events into the log group, and nothing else',
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceArn': trailArn(this, trailName) } },
      }),
      inlinePolicies: {
        deliver: PolicyDocument.fromJson({ Version: '2012-10-17', Statement: [write] }),
      },
    });
    explainWildcards(role, [write]);
    role.node.addDependency(group);
    return role;
  }
}

/** With the `:*` that CloudTrail asks for. */
function logGroupArn(scope: Construct, name: string): string {
  return streamArn(scope, name, undefined);
}

function streamArn(scope: Construct, group: string, stream: string | undefined): string {
  const { partition, region, account } = Stack.of(scope);
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
  return stream === undefined ? `${arn}:*` : `${arn}:log-stream:${stream}`;
}
