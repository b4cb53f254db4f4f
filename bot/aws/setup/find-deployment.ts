// Finds what `npm run deploy` made: the stack's outputs, the queues by their names, and whose credentials these are.
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { QUEUES } from '../../domain/deployment/queues.ts';
import { STACK_NAME } from '../../domain/deployment/stack-template.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Deployments } from '../../ports/setup-connect.ts';
import { callAws } from '../aws-error.ts';
import { causeOf, isWithoutCredentials } from './call-as-caller.ts';

export interface FindClients {
  readonly sts: STSClient;
  readonly cloudFormation: CloudFormationClient;
  readonly sqs: SQSClient;
}

export function createDeployments({ sts, cloudFormation, sqs }: FindClients, region: string): Deployments {
  async function queueUrl(name: keyof typeof QUEUES): Promise<string> {
    const command = new GetQueueUrlCommand({ QueueName: QUEUES[name].name });
    return (await callAws('sqs:GetQueueUrl', () => sqs.send(command))).QueueUrl ?? '';
  }

  return {
    async find() {
      const caller = await whoAsks(sts);
      const outputs = await readOutputs(cloudFormation);
      const requestUrl = outputs?.get('RequestUrl');
      const escalationTopicArn = outputs?.get('EscalationTopic');
      if (requestUrl === undefined || escalationTopicArn === undefined) return undefined;
      const [alert, job, contain, release] = await Promise.all(
        (['alert', 'job', 'contain', 'release'] as const).map(queueUrl),
      );
      if (!alert || !job || !contain || !release) return undefined;
      const queueUrls = { alert, job, contain, release };
      return { ...caller, region, requestUrl, escalationTopicArn, queueUrls };
    },
  };
}

async function whoAsks(sts: STSClient): Promise<{ accountId: string; callerArn: string }> {
  try {
    const { Account = '', Arn = '' } = await callAws('sts:GetCallerIdentity', () =>
      sts.send(new GetCallerIdentityCommand()),
    );
    return { accountId: Account, callerArn: Arn };
  } catch (error) {
    throw isWithoutCredentials(error) ? noCredentials(error) : error;
  }
}

async function readOutputs(client: CloudFormationClient): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const { Stacks: [stack] = [] } = await callAws('cloudformation:DescribeStacks', () =>
      client.send(new DescribeStacksCommand({ StackName: STACK_NAME })),
    );
    const outputs = stack?.Outputs ?? [];
    return new Map(
      outputs.flatMap(({ OutputKey, OutputValue }) =>
        OutputKey && OutputValue ? [[OutputKey, OutputValue]] : [],
      ),
    );
  } catch (error) {
    // So CloudFormation says that there is no such stack.
    if (causeOf(error)?.name === 'ValidationError') return undefined;
    throw error;
  }
}

function noCredentials(cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: 'There are no AWS credentials, or AWS does not take them any more.',
    hint: 'Sign in as for any AWS tool (aws sso login, AWS_PROFILE, or keys in the environment), then try again.',
    cause,
  });
}
