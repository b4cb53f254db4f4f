// An operations key is stolen by somebody who is watching: what a containment attaches is taken off again at once.
import { AGENT, iamUser, OFFICE, uniqueId } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call, iamDate } from './records.ts';
import type { Scenario } from './scenario.ts';
import { stripContainment } from './strip-containment.ts';
import { onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'fights-back';
const USER = 'ops-legacy';
const KEY = uniqueId('AKIA', 'opslegacy');
const SPARE_KEY = uniqueId('AKIA', 'opslegacyspare');
const OTHER_USER = 'billing-export';
const NEW_KEY = uniqueId('AKIA', 'billingexport');
const OPS = iamUser(USER, KEY);
const SCRIPT = { userIdentity: OPS, sourceIPAddress: OFFICE, userAgent: AGENT.boto3 };
const THIEF = { userIdentity: OPS, sourceIPAddress: '203.0.113.66', userAgent: AGENT.cliOnLinux };
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

export const fightsBack: Scenario = {
  id,
  title: 'A contained attacker fights back',
  description:
    'A stolen key makes an administrator. Contain its user: a program takes the policy off again every half second.',
  principals: [
    {
      kind: 'user',
      name: USER,
      policies: ['IAMFullAccess'],
      accessKeyIds: [KEY, SPARE_KEY],
      keysCreatedAt: new Date('2023-05-30T13:45:00Z'),
    },
    { kind: 'user', name: OTHER_USER, policies: ['AmazonS3ReadOnlyAccess'], accessKeyIds: [NEW_KEY] },
  ],
  expect: { pages: ['access-key-for-another-user', 'admin-policy-attached', 'iam-policy-changes'] },

  history(now) {
    const days = onWorkdays(now, 60, [
      [7 * 60 + 30, call(SCRIPT, 'iam:ListUsers', { request: { maxItems: 100 } })],
      [7 * 60 + 31, call(SCRIPT, 'iam:ListAccessKeys', { request: { userName: OTHER_USER } })],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const userName = OTHER_USER;
    const accessKey = { userName, accessKeyId: NEW_KEY, status: 'Active', createDate: iamDate(now) };
    return tellStory(id, now, [
      ...everydayCalls(now),
      [0, call(THIEF, 'sts:GetCallerIdentity')],
      [400, call(THIEF, 'iam:ListAttachedUserPolicies', { request: { userName: USER } })],
      [900, call(THIEF, 'iam:ListUsers', { request: { maxItems: 1_000 } })],
      [1_900, call(THIEF, 'iam:CreateAccessKey', { request: { userName }, response: { accessKey } })],
      [3_200, call(THIEF, 'iam:AttachUserPolicy', { request: { userName, policyArn: ADMIN } })],
      [4_200, call(THIEF, 'iam:GetAccountSummary')],
    ]);
  },

  live: (world) => stripContainment(world, { userName: USER, accessKeyId: KEY }),
};
