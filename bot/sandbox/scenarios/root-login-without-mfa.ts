// Root signs in without MFA from an unknown place, looks around, and makes itself an access key.
import { AGENT, OFFICE, root, signedIn, uniqueId } from './callers.ts';
import { call, consoleLogin, iamDate } from './records.ts';
import type { Scenario } from './scenario.ts';
import { daysBefore, tellHistory, tellStory } from './tell.ts';

const id = 'root-login-without-mfa';
const STRANGER = '203.0.113.45';
const KEY = uniqueId('AKIA', 'rootkey');

export const rootLoginWithoutMfa: Scenario = {
  id,
  title: 'Root signs in without MFA',
  description:
    'Somebody has the root password, looks around in the console and makes an access key for root.',
  principals: [],
  expect: { pages: ['root-usage', 'root-access-key-created'] },

  history(now) {
    const owner = { userIdentity: root(), sourceIPAddress: OFFICE, userAgent: AGENT.chromeOnMac };
    const session = {
      ...owner,
      userIdentity: signedIn(root(), daysBefore(now, 62), true),
      inConsole: true as const,
    };
    return tellHistory(id, now, [
      [daysBefore(now, 62), consoleLogin(owner, { mfa: true })],
      [daysBefore(now, 61.999), call(session, 'iam:GetAccountSummary')],
    ]);
  },

  steps(now) {
    const atDoor = { userIdentity: root(), sourceIPAddress: STRANGER, userAgent: AGENT.firefoxOnWindows };
    const inside = { ...atDoor, userIdentity: signedIn(root(), now, false), inConsole: true as const };
    const withKey = { userIdentity: root(KEY), sourceIPAddress: STRANGER, userAgent: AGENT.cliOnLinux };
    return tellStory(id, now, [
      [0, consoleLogin(atDoor, { mfa: false })],
      [600, call(inside, 'iam:GetAccountSummary')],
      [900, call(inside, 'iam:ListUsers', { request: { maxItems: 1_000 } })],
      [1_300, call(inside, 's3:ListBuckets', { request: { Host: 's3.amazonaws.com' } })],
      [1_700, call(inside, 'ec2:DescribeInstances', { request: { instancesSet: {}, filterSet: {} } })],
      [
        2_600,
        call(inside, 'iam:CreateAccessKey', {
          response: { accessKey: { accessKeyId: KEY, status: 'Active', createDate: iamDate(now) } },
        }),
      ],
      [4_200, call(withKey, 'sts:GetCallerIdentity')],
      [4_900, call(withKey, 'iam:ListAccessKeys')],
    ]);
  },
};
