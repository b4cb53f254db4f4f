// The deployment is found by its stack's outputs and its queues' names.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeployments } from '../../../bot/aws/setup/find-deployment.ts';
import type { Deployments } from '../../../bot/ports/setup-connect.ts';
import { startWorld, type TestWorld } from '../../support/world.ts';

const REQUEST_URL = 'https://abc.lambda-url.us-east-1.on.aws/';
const OUTPUTS = {
  RequestUrl: REQUEST_URL,
  EscalationTopic: 'arn:aws:sns:us-east-1:123456789012:trailbot-escalations',
  Table: 'trailbot',
};

let world: TestWorld;
let formation: Server;
let answer: { status: number; body: string };
let asked: string[];
let deployments: Deployments;

beforeAll(async () => {
  world = await startWorld([]);
  formation = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    asked.push(text);
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  await new Promise<void>((resolve) => formation.listen(0, '127.0.0.1', resolve));
  const { awsEndpoint = '', credentials, region } = world.config;
  const place = { region, endpoint: awsEndpoint, ...(credentials && { credentials }) };
  const endpoint = `http://127.0.0.1:${(formation.address() as AddressInfo).port}`;
  const cloudFormation = new CloudFormationClient({ ...place, endpoint, maxAttempts: 1 });
  deployments = createDeployments(
    { sts: new STSClient(place), cloudFormation, sqs: new SQSClient(place) },
    region,
  );
});
beforeEach(() => {
  asked = [];
  answer = described(OUTPUTS);
});
afterAll(async () => {
  formation.close();
  await world.close();
});

function described(outputs: Readonly<Record<string, string>>) {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  const stack = `<StackName>Trailbot</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs>`;
  return {
    status: 200,
    body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>${stack}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
}

function refused(status: number, code: string) {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
  return { status, body };
}

describe('the deployment', () => {
  it('is where the stack says, with its queues, and with whose credentials it was found', async () => {
    const { config } = world;
    expect(await deployments.find()).toEqual({
      accountId: '123456789012',
      callerArn: expect.stringContaining('123456789012'),
      region: 'us-east-1',
      requestUrl: REQUEST_URL,
      escalationTopicArn: OUTPUTS.EscalationTopic,
      queueUrls: {
        alert: config.alertQueueUrl,
        job: config.jobQueueUrl,
        contain: config.containQueueUrl,
        release: config.releaseQueueUrl,
      },
    });
    expect(asked).toEqual([expect.stringContaining('StackName=Trailbot')]);
  });

  it('is not there without the stack, or while it has no outputs yet', async () => {
    answer = refused(400, 'ValidationError');
    expect(await deployments.find()).toBeUndefined();
    answer = described({});
    expect(await deployments.find()).toBeUndefined();
  });

  it('is never taken for missing because it could not be looked for', async () => {
    answer = refused(403, 'AccessDenied');
    await expect(deployments.find()).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining('cloudformation:DescribeStacks'),
    });
  });

  it.each(['ExpiredToken', 'InvalidClientTokenId'])(
    'asks for credentials when AWS answers %s',
    async (code) => {
      const takeBack = world.aws.faults.add({ operation: 'GetCallerIdentity', code, times: 1 });
      await expect(deployments.find()).rejects.toMatchObject({
        code: 'config_missing',
        hint: expect.stringContaining('AWS_PROFILE'),
      });
      takeBack();
    },
  );
});
