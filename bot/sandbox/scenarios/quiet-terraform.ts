// A deployment as it should be: a GitHub job assumes its role by OIDC, Terraform changes the network.
import { ACCOUNT, AGENT, GITHUB_PROVIDER, githubSession } from './callers.ts';
import { RUNNER } from './everyday-calls.ts';
import { call, type Draft, refused } from './records.ts';

const REGION = 'eu-west-1';
const ROLE = 'github-deploy';
const REPOSITORY = 'repo:example/shop:ref:refs/heads/main';
const GROUP = 'sg-0123abcd4567ef890';

/** With their milliseconds from the start. */
export function terraformCalls(now: Date): readonly (readonly [number, Draft])[] {
  const region = REGION;
  const job = {
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${GITHUB_PROVIDER}:sts.amazonaws.com:${REPOSITORY}`,
      userName: REPOSITORY,
      identityProvider: GITHUB_PROVIDER,
    },
    sourceIPAddress: RUNNER,
    userAgent: 'aws-sdk-nodejs/2.1692.0 linux/v20.19.5 configure-aws-credentials-for-github-actions promise',
  };
  const terraform = {
    userIdentity: githubSession(ROLE, now),
    sourceIPAddress: RUNNER,
    userAgent: AGENT.terraform,
  };
  const rules = { items: [httpsFromAnywhere(), databaseFromGroup()] };
  return [
    [
      0,
      call(job, 'sts:AssumeRoleWithWebIdentity', {
        region,
        request: {
          roleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
          roleSessionName: 'GitHubActions',
          durationSeconds: 3_600,
        },
        response: {
          assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/GitHubActions` },
          subjectFromWebIdentityToken: REPOSITORY,
          provider: GITHUB_PROVIDER,
        },
      }),
    ],
    [
      350,
      call(terraform, 'ec2:DescribeSecurityGroups', {
        region,
        request: { securityGroupIdSet: { items: [{ groupId: GROUP }] } },
      }),
    ],
    [
      550,
      call(terraform, 's3:GetBucketAcl', {
        region,
        request: { bucketName: 'example-billing' },
        error: refused(terraform, 's3:GetBucketAcl', 'arn:aws:s3:::example-billing'),
      }),
    ],
    [
      950,
      call(terraform, 'ec2:CreateSecurityGroup', {
        region,
        request: { groupName: 'shop-web', groupDescription: 'shop', vpcId: 'vpc-0d1e2f3a4b5c6d7e9' },
        response: { _return: true, groupId: GROUP },
      }),
    ],
    [
      1_350,
      call(terraform, 'ec2:AuthorizeSecurityGroupIngress', {
        region,
        request: { groupId: GROUP, ipPermissions: rules },
        response: { _return: true },
      }),
    ],
    [
      1_500,
      call(terraform, 'ec2:RevokeSecurityGroupEgress', {
        region,
        request: { groupId: GROUP, ipPermissions: { items: [everythingOut()] } },
        response: { _return: true },
      }),
    ],
    [
      1_750,
      call(terraform, 'ec2:CreateRoute', {
        region,
        request: {
          routeTableId: 'rtb-0a1b2c3d4e5f60718',
          destinationCidrBlock: '10.20.0.0/16',
          natGatewayId: 'nat-0a1b2c3d4e5f60718',
        },
        response: { _return: true },
      }),
    ],
    [
      2_200,
      call(terraform, 'iam:AttachRolePolicy', {
        request: { roleName: 'checkout-task', policyArn: `arn:aws:iam::${ACCOUNT}:policy/checkout-queue` },
      }),
    ],
    [
      2_750,
      call(terraform, 's3:PutBucketPolicy', {
        region,
        request: { bucketName: 'example-thumbnails', policy: '', bucketPolicy: cdnMayRead() },
      }),
    ],
    [
      3_200,
      call(terraform, 'lambda:UpdateFunctionCode20150331v2', {
        region,
        request: { functionName: 'thumbnails', publish: true, dryRun: false },
      }),
    ],
    [
      3_600,
      call(terraform, 'logs:PutRetentionPolicy', {
        region,
        request: { logGroupName: '/aws/lambda/thumbnails', retentionInDays: 30 },
      }),
    ],
    [
      3_750,
      call(terraform, 'monitoring:PutMetricAlarm', {
        region,
        request: {
          alarmName: 'thumbnails-errors',
          namespace: 'AWS/Lambda',
          metricName: 'Errors',
          threshold: 5,
          period: 300,
          evaluationPeriods: 1,
        },
      }),
    ],
  ];
}

function httpsFromAnywhere() {
  const open = { ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] }, ipv6Ranges: {}, prefixListIds: {} };
  return { ipProtocol: 'tcp', fromPort: 443, toPort: 443, groups: {}, ...open };
}

function databaseFromGroup() {
  const groups = { items: [{ groupId: GROUP, userId: ACCOUNT }] };
  return {
    ipProtocol: 'tcp',
    fromPort: 5_432,
    toPort: 5_432,
    groups,
    ipRanges: {},
    ipv6Ranges: {},
    prefixListIds: {},
  };
}

function everythingOut() {
  const anywhere = { items: [{ cidrIp: '0.0.0.0/0' }] };
  return { ipProtocol: '-1', groups: {}, ipRanges: anywhere, ipv6Ranges: {}, prefixListIds: {} };
}

function cdnMayRead() {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::example-thumbnails/*',
        Condition: {
          StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1EXAMPLE2CDN` },
        },
      },
    ],
  };
}
