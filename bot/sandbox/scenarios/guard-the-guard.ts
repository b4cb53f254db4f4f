// An administrator's session takes apart what watches the account, then uses the quiet.
import { ALERT_TOPIC, alarmName, filterName, LOG_GROUP } from '../../domain/naming.ts';
import { ACCOUNT, AGENT, OFFICE, SSO_PATH, ssoRole, ssoSession, uniqueId } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call, iamDate } from './records.ts';
import type { Scenario } from './scenario.ts';
import { daysBefore, minutesBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'guard-the-guard';
const PERSON = 'carol@example.com';
const NEW_KEY = uniqueId('AKIA', 'reporting');
const TOPIC_ARN = `arn:aws:sns:us-east-1:${ACCOUNT}:${ALERT_TOPIC}`;
const SUBSCRIPTION_ARN = `${TOPIC_ARN}:5b1f7c3e-9a2d-4e68-8c04-d7f1a3b5e920`;

export const guardTheGuard: Scenario = {
  id,
  title: 'The alarm system is taken apart',
  description:
    'An administrator deletes a metric filter, silences alarms, unsubscribes the topic, and then makes a key.',
  principals: [
    { kind: 'role', name: ssoRole('AdministratorAccess'), path: SSO_PATH, policies: ['AdministratorAccess'] },
    { kind: 'user', name: 'reporting', policies: ['AmazonS3ReadOnlyAccess'], accessKeyIds: [NEW_KEY] },
  ],
  expect: {
    pages: ['log-filter-removed', 'alarm-silenced', 'alert-topic-changed', 'access-key-for-another-user'],
  },

  history(now) {
    const atWork = person(daysBefore(now, 1), OFFICE);
    const days = onWorkdays(now, 45, [
      [9 * 60, call(atWork, 'monitoring:DescribeAlarms', { request: { maxRecords: 100 } })],
      [15 * 60, call(atWork, 'iam:ListRoles', { request: { maxItems: 100 } })],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const elsewhere = person(minutesBefore(now, 6), '198.51.100.93');
    const userName = 'reporting';
    return tellStory(id, now, [
      ...everydayCalls(now),
      [0, call(elsewhere, 'monitoring:DescribeAlarms', { request: { maxRecords: 100 } })],
      [500, call(elsewhere, 'logs:DescribeMetricFilters', { request: { logGroupName: LOG_GROUP } })],
      [
        1_200,
        call(elsewhere, 'logs:DeleteMetricFilter', {
          request: { logGroupName: LOG_GROUP, filterName: filterName('iam-changes') },
        }),
      ],
      [
        2_200,
        call(elsewhere, 'monitoring:DisableAlarmActions', {
          request: {
            alarmNames: [alarmName('root-usage'), alarmName('iam-changes'), alarmName('cloudtrail-changes')],
          },
        }),
      ],
      [2_900, call(elsewhere, 'sns:ListSubscriptionsByTopic', { request: { topicArn: TOPIC_ARN } })],
      [3_400, call(elsewhere, 'sns:Unsubscribe', { request: { subscriptionArn: SUBSCRIPTION_ARN } })],
      [
        5_000,
        call(elsewhere, 'iam:CreateAccessKey', {
          request: { userName },
          response: {
            accessKey: {
              userName,
              accessKeyId: NEW_KEY,
              status: 'Active',
              createDate: iamDate(now),
            },
          },
        }),
      ],
    ]);
  },
};

function person(since: Date, sourceIPAddress: string) {
  const userIdentity = ssoSession(PERSON, 'AdministratorAccess', since);
  return { userIdentity, sourceIPAddress, userAgent: AGENT.chromeOnMac, inConsole: true as const };
}
