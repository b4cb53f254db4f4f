import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  flatten,
  NOTHING_EXISTS,
  synthTrailSide,
  type TrailSide,
} from '../../support/synth-trail-side.ts';

const TRAIL = `arn:<AWS::Partition>:cloudtrail:us-east-1:${ACCOUNT}:trail/company-security-audit-trail`;
const GROUP = `arn:<AWS::Partition>:logs:us-east-1:${ACCOUNT}:log-group:CloudTrail/SecurityAuditLogs`;
const ARCHIVE = '<ArchiveBucket49F1AC64.Arn>/';
const MANAGEMENT = {
  Name: 'Management events',
  FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
};
const REMOVALS = {
  Name: 'Removals from the archive',
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
    { Field: 'resources.ARN', StartsWith: [ARCHIVE] },
    { Field: 'readOnly', Equals: ['false'] },
    { Field: 'eventName', NotEquals: ['PutObject'] },
  ],
};

function selectors(side: TrailSide): unknown {
  const trail = side.only('AWS::CloudTrail::Trail');
  expect(trail).not.toHaveProperty('EventSelectors');
  return trail.AdvancedEventSelectors;
}

function data(Name: string, type: string, ...narrowedBy: readonly object[]) {
  const of = [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: [type] },
  ];
  return { Name, FieldSelectors: [...of, ...narrowedBy] };
}

describe('the trail', () => {
  let side: TrailSide;
  beforeAll(() => {
    side = synthTrailSide();
  });

  it('records in every Region, global services too, with file validation, and is on', () => {
    expect(side.only('AWS::CloudTrail::Trail')).toMatchObject({
      TrailName: 'company-security-audit-trail',
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      IsOrganizationTrail: false,
      S3BucketName: '<ArchiveBucket49F1AC64>',
      CloudWatchLogsLogGroupArn: '<TrailLogLogGroup626B5D74.Arn>',
      CloudWatchLogsRoleArn: '<TrailDeliveryRoleA2DDF8E1.Arn>',
    });
  });

  it('is made once CloudTrail may write to the bucket', () => {
    side.template.hasResource('AWS::CloudTrail::Trail', { DependsOn: ['ArchiveBucketPolicy13E3D5ED'] });
  });

  it('stays the same trail from one deployment to the next', () => {
    expect(Object.keys(side.template.findResources('AWS::CloudTrail::Trail'))).toEqual(['Trail8987F129']);
  });

  it('records all management events, whoever removes a log file, and nothing else', () => {
    expect(selectors(side)).toEqual([MANAGEMENT, REMOVALS]);
    expect(side.only('AWS::CloudTrail::Trail')).not.toHaveProperty('InsightSelectors');
  });

  it('delivers with a role that can write the streams of this trail, and nothing else', () => {
    expect(side.only('AWS::IAM::Role')).toEqual({
      RoleName: 'trailbot-delivery',
      Description: expect.any(String),
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'deliver',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'WriteEvents',
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`,
              },
            ],
          },
        },
      ],
    });
    side.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('brings no custom resource and no Lambda', () => {
    const types = Object.values<{ Type: string }>(side.template.toJSON().Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::|^AWS::Lambda::/.test(type))).toEqual([]);
  });
});

describe('the trail as the plan wants it', () => {
  it('records data events of the buckets and functions that are named', () => {
    const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:pay`;
    const side = synthTrailSide({ dataEvents: { buckets: ['example-invoices'], functions: [arn] } });
    expect(selectors(side)).toEqual([
      MANAGEMENT,
      REMOVALS,
      data('Objects', 'AWS::S3::Object', {
        Field: 'resources.ARN',
        StartsWith: ['arn:<AWS::Partition>:s3:::example-invoices/'],
      }),
      data('Calls of functions', 'AWS::Lambda::Function', { Field: 'resources.ARN', Equals: [arn] }),
    ]);
  });

  it('records data events of everything but its own archive', () => {
    const side = synthTrailSide({ dataEvents: { buckets: ['*'], functions: ['*'] } });
    expect(selectors(side)).toEqual([
      MANAGEMENT,
      REMOVALS,
      data('Objects of all buckets', 'AWS::S3::Object', {
        Field: 'resources.ARN',
        NotStartsWith: [ARCHIVE],
      }),
      data('Calls of all functions', 'AWS::Lambda::Function'),
    ]);
  });

  it('does not watch a bucket that others keep other things in', () => {
    const side = synthTrailSide({
      existing: { ...NOTHING_EXISTS, bucket: 'example-trail-logs' },
      dataEvents: { buckets: ['*'], functions: [] },
    });
    expect(selectors(side)).toEqual([
      MANAGEMENT,
      data('Objects of all buckets', 'AWS::S3::Object', {
        Field: 'resources.ARN',
        NotStartsWith: ['arn:<AWS::Partition>:s3:::example-trail-logs/'],
      }),
    ]);
  });

  it('looks for unusual rates of calls and of errors on request', () => {
    expect(synthTrailSide({ insights: true }).only('AWS::CloudTrail::Trail').InsightSelectors).toEqual([
      { InsightType: 'ApiCallRateInsight' },
      { InsightType: 'ApiErrorRateInsight' },
    ]);
  });

  it('is the organization’s, with its streams', () => {
    const side = synthTrailSide({ organizationId: 'o-exampleorgid' });
    expect(side.only('AWS::CloudTrail::Trail').IsOrganizationTrail).toBe(true);
    expect(side.only('AWS::IAM::Role')).toMatchObject({
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Resource: [
                  `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`,
                  `${GROUP}:log-stream:o-exampleorgid_*`,
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it('delivers to an existing log group', () => {
    const side = synthTrailSide({ existing: { ...NOTHING_EXISTS, logGroup: true } });
    side.template.resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(side.only('AWS::CloudTrail::Trail').CloudWatchLogsLogGroupArn).toBe(`${GROUP}:*`);
  });
});

describe('an existing trail', () => {
  it('is left alone with its log group', () => {
    const { template } = synthTrailSide({ existing: { ...NOTHING_EXISTS, trail: true, logGroup: true } });
    template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.resourceCountIs('AWS::IAM::Role', 0);
    expect(template.findOutputs('UpdateTrailCommand')).toEqual({});
  });

  it('gets a role and a command for a new log group, and is changed by its owner alone', () => {
    const { template } = synthTrailSide({ existing: { ...NOTHING_EXISTS, trail: true } });
    template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Principal: { Service: 'cloudtrail.amazonaws.com' } })],
      }),
    });
    const { UpdateTrailCommand } = template.findOutputs('UpdateTrailCommand');
    expect(flatten(UpdateTrailCommand?.Value)).toBe(
      "aws cloudtrail update-trail --region us-east-1 --name company-security-audit-trail --cloud-watch-logs-log-group-arn '<TrailLogLogGroup626B5D74.Arn>' --cloud-watch-logs-role-arn <TrailDeliveryRoleA2DDF8E1.Arn>",
    );
    expect(UpdateTrailCommand?.Description).toContain('no longer to the one that it has now');
  });
});

describe('the log group of the trail', () => {
  it('takes filters and subscriptions, keeps what the plan says, and is not deleted with the stack', () => {
    const { template } = synthTrailSide({ logDays: 90 });
    expect(template.toJSON().Resources.TrailLogLogGroup626B5D74).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        LogGroupName: 'CloudTrail/SecurityAuditLogs',
        LogGroupClass: 'STANDARD',
        RetentionInDays: 90,
        DeletionProtectionEnabled: true,
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });
});

describe('a security reviewer', () => {
  it.each([
    ['as shipped', {}],
    ['with everything on', { encryption: 'kms', organizationId: 'o-exampleorgid', objectLockDays: 365 }],
    ['beside an existing trail', { existing: { ...NOTHING_EXISTS, trail: true } }],
  ] as const)('finds no fault that is not explained, %s', (_, changes) => {
    expect(synthTrailSide(changes).nagged).toEqual([]);
    expect(synthTrailSide(changes, {}).nagged).toEqual([]);
  });
});
