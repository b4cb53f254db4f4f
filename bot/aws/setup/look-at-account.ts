// What is in the account before a deployment: one Region, with the credentials of whoever deploys. Changes nothing.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountLook } from '../../ports/setup.ts';
import { CLIENT_LIMITS, type ClientOptions } from '../clients.ts';
import { callAsCaller, callUnlessMissing, isWithoutCredentials } from './call-as-caller.ts';
import { createBucketLook } from './look-at-bucket.ts';
import { createConcurrencyLook } from './look-at-concurrency.ts';
import { createKeyLook } from './look-at-key.ts';
import { createLogGroupLook } from './look-at-log-group.ts';
import { createStackLook } from './look-at-stack.ts';
import { createTopicLook } from './look-at-topic.ts';
import { createTrailsLook } from './look-at-trails.ts';

/** What `cdk bootstrap` leaves with its usual qualifier. A deployment reads it too. */
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';
/** What `DescribeAlarms` takes. */
const NAMES_AT_ONCE = 100;

export function createAccountLook(place: ClientOptions): AccountLook {
  const options = { ...place, ...CLIENT_LIMITS };
  const clients = {
    sts: new STSClient(options),
    ssm: new SSMClient(options),
    dynamo: new DynamoDBClient(options),
    cloudWatch: new CloudWatchClient(options),
    iam: new IAMClient(options),
  };
  return {
    ...createStackLook(new CloudFormationClient(options)),
    ...createTrailsLook(options),
    ...createLogGroupLook(options),
    ...createBucketLook(options),
    ...createTopicLook(options),
    ...createKeyLook(options),
    ...createConcurrencyLook(options),

    async caller() {
      try {
        const { Account: accountId = '', Arn: arn = '' } = await callAsCaller('sts:GetCallerIdentity', () =>
          clients.sts.send(new GetCallerIdentityCommand()),
        );
        return { accountId, arn };
      } catch (error) {
        if (isWithoutCredentials(error)) return undefined;
        throw error;
      }
    },

    async bootstrapVersion() {
      const answer = await callUnlessMissing('ssm:GetParameter', ['ParameterNotFound'], () =>
        clients.ssm.send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION })),
      );
      return answer && Number(answer.Parameter?.Value);
    },

    async table(TableName) {
      const answer = await callUnlessMissing('dynamodb:DescribeTable', ['ResourceNotFoundException'], () =>
        clients.dynamo.send(new DescribeTableCommand({ TableName })),
      );
      return answer?.Table && (answer.Table.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
    },

    async alarms(names) {
      const parts = Array.from({ length: Math.ceil(names.length / NAMES_AT_ONCE) }, (_, index) =>
        names.slice(index * NAMES_AT_ONCE, (index + 1) * NAMES_AT_ONCE),
      );
      const answers = await Promise.all(
        parts.map((AlarmNames) =>
          callAsCaller('cloudwatch:DescribeAlarms', () =>
            clients.cloudWatch.send(
              new DescribeAlarmsCommand({
                AlarmNames: [...AlarmNames],
                AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
                MaxRecords: NAMES_AT_ONCE,
              }),
            ),
          ),
        ),
      );
      return answers
        .flatMap(({ MetricAlarms = [], CompositeAlarms = [] }) => [...MetricAlarms, ...CompositeAlarms])
        .flatMap(({ AlarmName }) => AlarmName ?? []);
    },

    async hasRole(RoleName) {
      const missing = ['NoSuchEntity', 'NoSuchEntityException'];
      const answer = await callUnlessMissing('iam:GetRole', missing, () =>
        clients.iam.send(new GetRoleCommand({ RoleName })),
      );
      return answer !== undefined;
    },
  };
}
