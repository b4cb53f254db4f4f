// An ordinary working day: deployments, services and people at work. Nothing here may wake anybody.
import { AGENT, iamUser, OFFICE, SSO_PATH, signedIn, ssoRole, ssoSession } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { cloudFormationCalls } from './quiet-cloudformation.ts';
import { terraformCalls } from './quiet-terraform.ts';
import { call, consoleLogin, type Draft, refused } from './records.ts';
import type { Scenario } from './scenario.ts';
import { daysBefore, minutesBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'quiet-day';
const REGION = 'eu-west-1';

export const quietDay: Scenario = {
  id,
  title: 'A quiet day',
  description:
    'Deployments change security groups, routes and functions, people do their work: nobody is paged.',
  principals: [
    { kind: 'role', name: 'github-deploy' },
    { kind: 'role', name: ssoRole('Developer'), path: SSO_PATH },
    { kind: 'user', name: 'alice', policies: ['ReadOnlyAccess'], console: true },
  ],
  expect: { pages: [], quiet: true },

  history(now) {
    const erin = person('erin@example.com', daysBefore(now, 1));
    const days = onWorkdays(now, 60, [
      [8 * 60 + 50, call(erin, 'logs:DescribeLogGroups', { region: REGION, request: { limit: 50 } })],
      [14 * 60, call(erin, 'lambda:ListFunctions20150331', { region: REGION })],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    return tellStory(id, now, [
      ...everydayCalls(now),
      ...terraformCalls(now),
      ...cloudFormationCalls(now),
      ...peopleCalls(now),
      ...serviceCalls(),
    ]);
  },
};

function peopleCalls(now: Date): readonly (readonly [number, Draft])[] {
  const region = REGION;
  const erin = person('erin@example.com', minutesBefore(now, 95));
  const frank = person('frank@example.com', minutesBefore(now, 12));
  const alice = {
    userIdentity: iamUser('alice'),
    sourceIPAddress: OFFICE,
    userAgent: AGENT.firefoxOnWindows,
  };
  const aliceInside = {
    ...alice,
    userIdentity: signedIn(alice.userIdentity, now, true),
    inConsole: true as const,
  };
  return [
    [100, consoleLogin({ ...frank, sourceIPAddress: OFFICE }, { mfa: false })],
    [300, consoleLogin(alice, { mfa: true })],
    [
      800,
      call(aliceInside, 'ce:GetCostAndUsage', {
        request: { granularity: 'MONTHLY', metrics: ['UnblendedCost'] },
      }),
    ],
    [1_250, call(frank, 'lambda:GetFunction20150331v2', { region, request: { functionName: 'thumbnails' } })],
    [1_900, call(frank, 'iam:ListUsers', { error: refused(frank, 'iam:ListUsers') })],
    [
      2_450,
      call(erin, 'logs:StartQuery', {
        region,
        request: { logGroupName: '/aws/lambda/thumbnails', limit: 1_000 },
        readOnly: true,
      }),
    ],
    [
      2_600,
      call(erin, 'ec2:DescribeVpnGateways', { region, error: refused(erin, 'ec2:DescribeVpnGateways') }),
    ],
    [
      3_900,
      call(erin, 'lambda:PublishVersion20150331', {
        region,
        request: { functionName: 'thumbnails-dev' },
      }),
    ],
    [
      4_650,
      call(frank, 's3:PutBucketTagging', {
        region,
        request: {
          bucketName: 'example-thumbnails',
          tagging: '',
          Tagging: { TagSet: { Tag: { Key: 'team', Value: 'shop' } } },
        },
      }),
    ],
  ];
}

/** What AWS does on its own: Auto Scaling, a target-tracking alarm, a task that takes its role, an encrypted read. */
function serviceCalls(): readonly (readonly [number, Draft])[] {
  const region = REGION;
  const service = (name: string) => ({
    userIdentity: { type: 'AWSService', invokedBy: `${name}.amazonaws.com` },
    sourceIPAddress: `${name}.amazonaws.com`,
    userAgent: `${name}.amazonaws.com`,
  });
  const instance = { items: [{ instanceId: 'i-0a1b2c3d4e5f60719' }] };
  return [
    [
      700,
      call(service('autoscaling'), 'ec2:TerminateInstances', { region, request: { instancesSet: instance } }),
    ],
    [
      1_600,
      call(service('application-autoscaling'), 'monitoring:PutMetricAlarm', {
        region,
        request: {
          alarmName: 'TargetTracking-service/shop/checkout-AlarmHigh-3c1d',
          namespace: 'AWS/ECS',
          metricName: 'CPUUtilization',
          threshold: 60,
          period: 60,
          evaluationPeriods: 3,
        },
      }),
    ],
    [
      2_900,
      call(service('ecs-tasks'), 'sts:AssumeRole', {
        region,
        request: { roleArn: 'arn:aws:iam::123456789012:role/checkout-task', roleSessionName: '6d0f2f7b8c' },
      }),
    ],
    [
      4_250,
      call(service('rds'), 'kms:CreateGrant', {
        region,
        request: { keyId: 'alias/aws/rds', operations: ['Decrypt'] },
      }),
    ],
    [
      4_900,
      call(service('backup'), 'rds:CreateDBSnapshot', { region, request: { dBInstanceIdentifier: 'shop' } }),
    ],
  ];
}

/** Identity Center asks for MFA itself; the AWS session says nothing of it. */
function person(email: string, since: Date) {
  const userIdentity = ssoSession(email, 'Developer', since);
  return { userIdentity, sourceIPAddress: OFFICE, userAgent: AGENT.chromeOnMac, inConsole: true as const };
}
