// A CI key leaks: somebody tries what it is good for, makes an administrator of their own, and turns the lights off.
import { TRAIL_NAME } from '../../domain/naming.ts';
import { ACCOUNT, AGENT, iamUser, OFFICE, uniqueId } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call, iamDate, refused } from './records.ts';
import type { Scenario } from './scenario.ts';
import { onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'leaked-key';
const NEW_USER = 'svc-backup';
const NEW_KEY = uniqueId('AKIA', 'svcbackup');
const TRAIL_ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${TRAIL_NAME}`;
const CI_KEY = uniqueId('AKIA', 'cideploy');
const CI = iamUser('ci-deploy', CI_KEY);
const BUILD_SERVER = { userIdentity: CI, sourceIPAddress: OFFICE, userAgent: AGENT.cliOnLinux };
const THIEF = { userIdentity: CI, sourceIPAddress: '198.51.100.77', userAgent: AGENT.cliOnKali };
const NEW_ADMIN = { ...THIEF, userIdentity: iamUser(NEW_USER, NEW_KEY) };

const DEPLOYMENT = { cluster: 'shop', service: 'storefront', forceNewDeployment: true };
const BLINDED = {
  trailName: TRAIL_NAME,
  eventSelectors: [
    {
      readWriteType: 'ReadOnly',
      includeManagementEvents: true,
      dataResources: [],
      excludeManagementEventSources: [],
    },
  ],
};

export const leakedKey: Scenario = {
  id,
  title: 'An access key has leaked',
  description:
    'A key that has only ever deployed from the office tries doors from elsewhere, then makes an administrator and stops the trail.',
  principals: [
    {
      kind: 'user',
      name: 'ci-deploy',
      policies: ['IAMFullAccess'],
      accessKeyIds: [CI_KEY],
      keysCreatedAt: new Date('2025-02-11T09:20:00Z'),
    },
    // Made in the story; it has to be there for somebody who wants to stop it.
    {
      kind: 'user',
      name: NEW_USER,
      policies: ['AdministratorAccess'],
      console: true,
      accessKeyIds: [NEW_KEY],
    },
  ],
  expect: {
    pages: [
      'iam-changes',
      'access-key-for-another-user',
      'admin-policy-attached',
      'iam-policy-changes',
      'login-profile-changed',
      'cloudtrail-changes',
      'trail-blinded',
      'attack-tool-seen',
    ],
  },

  history(now) {
    const everyDay = onWorkdays(now, 90, [
      [9 * 60 + 4, call(BUILD_SERVER, 'sts:GetCallerIdentity')],
      [9 * 60 + 5, call(BUILD_SERVER, 'ecs:UpdateService', { request: DEPLOYMENT })],
    ]);
    return tellHistory(id, now, everyDay);
  },

  steps(now) {
    const userName = NEW_USER;
    const createDate = iamDate(now);
    const user = {
      path: '/',
      userName,
      userId: uniqueId('AIDA', userName),
      arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
      createDate,
    };
    return tellStory(id, now, [
      ...everydayCalls(now),
      [0, call(THIEF, 'sts:GetCallerIdentity')],
      [250, call(THIEF, 's3:ListBuckets', { request: { Host: 's3.us-east-1.amazonaws.com' } })],
      [
        500,
        call(THIEF, 'secretsmanager:ListSecrets', { error: refused(THIEF, 'secretsmanager:ListSecrets') }),
      ],
      [
        700,
        call(THIEF, 'iam:GetAccountAuthorizationDetails', {
          error: refused(THIEF, 'iam:GetAccountAuthorizationDetails'),
        }),
      ],
      [900, call(THIEF, 'ses:GetSendQuota', { error: refused(THIEF, 'ses:GetSendQuota') })],
      ...(['us-east-1', 'us-west-2', 'ap-southeast-1'] as const).map(
        (region, index) =>
          [
            1_100 + index * 150,
            call(THIEF, 'ec2:DescribeInstances', {
              region,
              request: { instancesSet: {}, filterSet: {} },
              error: refused(THIEF, 'ec2:DescribeInstances'),
            }),
          ] as const,
      ),
      [2_300, call(THIEF, 'iam:CreateUser', { request: { userName }, response: { user } })],
      [
        2_700,
        call(THIEF, 'iam:CreateAccessKey', {
          request: { userName },
          response: { accessKey: { userName, accessKeyId: NEW_KEY, status: 'Active', createDate } },
        }),
      ],
      [
        3_200,
        call(THIEF, 'iam:AttachUserPolicy', {
          request: { userName, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        }),
      ],
      [
        3_700,
        call(THIEF, 'iam:CreateLoginProfile', {
          request: { userName, passwordResetRequired: false },
          response: { loginProfile: { userName, createDate, passwordResetRequired: false } },
        }),
      ],
      [4_600, call(NEW_ADMIN, 'sts:GetCallerIdentity')],
      [
        5_000,
        call(NEW_ADMIN, 'cloudtrail:DescribeTrails', {
          request: { includeShadowTrails: true, trailNameList: [] },
        }),
      ],
      [
        5_600,
        call(NEW_ADMIN, 'cloudtrail:PutEventSelectors', {
          request: BLINDED,
          response: { eventSelectors: BLINDED.eventSelectors, trailARN: TRAIL_ARN },
        }),
      ],
      [6_300, call(NEW_ADMIN, 'cloudtrail:StopLogging', { request: { name: TRAIL_ARN } })],
    ]);
  },
};
