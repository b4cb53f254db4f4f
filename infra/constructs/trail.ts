// The trail: every Region, every management event, with validation and the least that its delivery needs.
import { CfnOutput, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { DELIVERY_ROLE } from '../../bot/domain/naming.ts';
import type { Archive } from './archive.ts';
import { trailArn } from './trail-arn.ts';
import { eventSelectors } from './trail-selectors.ts';

export interface TrailProps {
  readonly plan: DeploymentPlan;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly key: IKey | undefined;
}

/** The output with the command that has an existing trail deliver to a new log group. */
export const UPDATE_TRAIL_OUTPUT = 'UpdateTrailCommand';

/** The L1 construct: the L2 gives its delivery role the whole log group, and has no advanced selectors. */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { plan, archive: { bucket }, logGroup, key }: TrailProps) {
    super(scope, id);
    const { existing, trailName } = plan;
    if (existing.trail && existing.logGroup) return;
    const role = this.createDeliveryRole(plan);
    if (bucket !== undefined) this.createTrail(plan, { bucket, logGroup, key, role });
    else this.tellHowToUpdate(trailName, logGroup, role);
  }

  private createTrail(
    plan: DeploymentPlan,
    {
      bucket,
      logGroup,
      key,
      role,
    }: { readonly bucket: Bucket | IBucket; readonly role: Role } & Pick<TrailProps, 'logGroup' | 'key'>,
  ): void {
    const { trailName, organizationId, insights, existing } = plan;
    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      s3BucketName: bucket.bucketName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      isOrganizationTrail: organizationId !== undefined,
      // As it is, with `:*` at its end: CloudTrail asks for that.
      cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      ...(key && { kmsKeyId: key.keyArn }),
      advancedEventSelectors: eventSelectors(plan, bucket.bucketArn, existing.bucket === undefined),
      ...(insights && {
        insightSelectors: [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }],
      }),
    });
    // It is no evidence: what it wrote stays, in the bucket and in the log group.
    trail.applyRemovalPolicy(RemovalPolicy.DESTROY);
    // CloudTrail tries to write when the trail is made.
    if (bucket.policy) trail.node.addDependency(bucket.policy);
  }

  private createDeliveryRole({ trailName, logGroup, organizationId }: DeploymentPlan): Role {
    const { region, account } = Stack.of(this);
    // Organization: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
    const streams = [
      `${account}_CloudTrail_${region}*`,
      ...(organizationId === undefined ? [] : [`${organizationId}_*`]),
    ].map((stream) => this.streamArn(logGroup, stream));
    const role = new Role(this, 'DeliveryRole', {
      roleName: DELIVERY_ROLE,
      description: 'CloudTrail writes its events into the log group, and nothing else',
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceArn': trailArn(this, trailName) } },
      }),
      inlinePolicies: {
        deliver: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'WriteEvents',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: streams,
            }),
          ],
        }),
      },
    });
    for (const stream of streams) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.asReported(stream)}]`,
        reason:
          'CloudTrail numbers its log streams as it goes; these are the ones of this trail, in this one log group.',
      });
    }
    return role;
  }

  /** The trail is not the stack's: whoever owns it points it here. */
  private tellHowToUpdate(trailName: string, { logGroupArn }: ILogGroup, { roleArn }: Role): void {
    const { region } = Stack.of(this);
    const command = [
      `aws cloudtrail update-trail --region ${region} --name ${trailName}`,
      `--cloud-watch-logs-log-group-arn '${logGroupArn}' --cloud-watch-logs-role-arn ${roleArn}`,
    ].join(' ');
    new CfnOutput(this, UPDATE_TRAIL_OUTPUT, {
      value: command,
      description:
        'Run this once: the existing trail delivers to the new log group, and no longer to the one that it has now',
    }).overrideLogicalId(UPDATE_TRAIL_OUTPUT);
  }

  private streamArn(group: string, stream: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:logs:${region}:${account}:log-group:${group}:log-stream:${stream}`;
  }

  /** As cdk-nag names what CloudFormation fills in. */
  private asReported(arn: string): string {
    const { partition, region, account } = Stack.of(this);
    const filledIn = { 'AWS::Partition': partition, 'AWS::Region': region, 'AWS::AccountId': account };
    return Object.entries(filledIn)
      .filter(([, value]) => Token.isUnresolved(value))
      .reduce((text, [name, value]) => text.replaceAll(value, `<${name}>`), arn);
  }
}
