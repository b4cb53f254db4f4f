// The stack as CloudFormation's own protocol tells of it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStackLook } from '../../../bot/aws/setup/look-at-stack.ts';

type Answers = Record<string, string | number>;

let server: Server;
let look: ReturnType<typeof createStackLook>;
/** By operation: what is inside its result, or the status of a refusal. */
let answers: Answers;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const operation = new URLSearchParams(body).get('Action') ?? '';
    const page = new URLSearchParams(body).get('NextToken') ?? '';
    const answer = answers[`${operation}${page}`] ?? 400;
    const text =
      typeof answer === 'string'
        ? `<${operation}Response><${operation}Result>${answer}</${operation}Result></${operation}Response>`
        : `<ErrorResponse><Error><Code>${answer === 400 ? 'ValidationError' : 'AccessDenied'}</Code></Error></ErrorResponse>`;
    response.writeHead(typeof answer === 'string' ? 200 : answer, { 'content-type': 'text/xml' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new CloudFormationClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' },
    maxAttempts: 1,
  });
  look = createStackLook(client);
});
beforeEach(() => {
  answers = {};
});
afterAll(() => {
  server.close();
});

function members(list: string, items: readonly Record<string, string>[]): string {
  const tags = (item: Record<string, string>) =>
    Object.entries(item).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<${list}>${items.map((item) => `<member>${tags(item).join('')}</member>`).join('')}</${list}>`;
}

function resource(ResourceType: string, PhysicalResourceId: string, ResourceStatus = 'CREATE_COMPLETE') {
  return { LogicalResourceId: 'X', ResourceType, PhysicalResourceId, ResourceStatus };
}

describe('the stack of an earlier deployment', () => {
  it('is told with its status, its outputs, what it has now and what it left behind, however many pages', async () => {
    const outputs = members('Outputs', [{ OutputKey: 'RequestUrl', OutputValue: 'https://x' }]);
    answers = {
      DescribeStacks: `<Stacks><member><StackName>Trailbot</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>${outputs}</member></Stacks>`,
      ListStackResources: `${members('StackResourceSummaries', [
        resource('AWS::DynamoDB::Table', 'trailbot'),
        resource('AWS::S3::Bucket', 'kept', 'DELETE_SKIPPED'),
        resource('AWS::SQS::Queue', 'failed', 'CREATE_FAILED'),
      ])}<NextToken>2</NextToken>`,
      ListStackResources2: members('StackResourceSummaries', [resource('AWS::IAM::Role', 'trailbot-job')]),
    };
    expect(await look.stack()).toEqual({
      status: 'UPDATE_COMPLETE',
      outputs: { RequestUrl: 'https://x' },
      resources: [
        { type: 'AWS::DynamoDB::Table', physicalId: 'trailbot' },
        { type: 'AWS::IAM::Role', physicalId: 'trailbot-job' },
      ],
      left: [{ type: 'AWS::S3::Bucket', physicalId: 'kept' }],
    });
  });

  it('is not there when CloudFormation knows none', async () => {
    expect(await look.stack()).toBeUndefined();
    expect(await look.template()).toBeUndefined();
    expect(await look.whyFailed()).toBeUndefined();
  });

  it('is not taken for missing when nobody may look', async () => {
    answers = { DescribeStacks: 403, GetTemplate: 403 };
    await expect(look.stack()).rejects.toMatchObject({ code: 'aws_denied' });
    await expect(look.template()).rejects.toMatchObject({
      hint: expect.stringContaining('cloudformation:GetTemplate'),
    });
  });

  it('has a template', async () => {
    const body = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Delete' } } });
    answers = { GetTemplate: `<TemplateBody>${body.replaceAll('"', '&quot;')}</TemplateBody>` };
    expect(await look.template()).toEqual({
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: {}, DeletionPolicy: 'Delete' } },
    });
  });

  it('failed because of what failed first in the last deployment', async () => {
    const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason = '') => ({
      LogicalResourceId,
      ResourceType: 'AWS::SQS::Queue',
      ResourceStatus,
      ResourceStatusReason,
    });
    const begun = {
      LogicalResourceId: 'Trailbot',
      ResourceType: 'AWS::CloudFormation::Stack',
      ResourceStatus: 'UPDATE_IN_PROGRESS',
      ResourceStatusReason: 'User Initiated',
    };
    answers = {
      DescribeStackEvents: members('StackEvents', [
        event('Third', 'UPDATE_FAILED', 'Resource update cancelled'),
        event('Second', 'CREATE_FAILED', 'too late'),
        event('First', 'CREATE_FAILED', 'the name is taken'),
        event('Fine', 'CREATE_COMPLETE'),
        begun,
        event('Older', 'CREATE_FAILED', 'long ago'),
      ]),
    };
    expect(await look.whyFailed()).toBe('First (AWS::SQS::Queue): the name is taken');
  });
});
