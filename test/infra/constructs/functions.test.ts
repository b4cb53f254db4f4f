import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../../../bot/domain/deployment/functions.ts';
import { permissionsOf } from '../../../bot/domain/deployment/permissions.ts';
import {
  readConfig,
  readContainConfig,
  readIngressConfig,
  readReleaseConfig,
  readRevokeConfig,
} from '../../../bot/entry/config.ts';
import { ACCOUNT } from '../../support/records.ts';
import { type BotSide, type Properties, synthBotSide } from '../../support/synth-bot-side.ts';

let side: BotSide;
/** A template for any account. */
let anywhere: BotSide;
beforeAll(() => {
  side = synthBotSide({ slackTeamId: 'T0EXAMPLE1' }, ACCOUNT);
  anywhere = synthBotSide();
});

const lambda = (name: FunctionName, from = side) =>
  from.one('AWS::Lambda::Function', 'FunctionName', FUNCTIONS[name].name);
const role = (name: FunctionName, from = side) =>
  from.one('AWS::IAM::Role', 'RoleName', FUNCTIONS[name].name);

describe('the functions', () => {
  it('have nothing that AwsSolutions finds fault with', () => {
    expect([...side.nagged, ...anywhere.nagged]).toEqual([]);
  });

  it.each(FUNCTION_NAMES)('%s: runs on Node 24 and arm64, as long and as big as the list says', (name) => {
    expect(lambda(name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: FUNCTIONS[name].timeoutSeconds,
      MemorySize: FUNCTIONS[name].memoryMb,
    });
    expect(lambda(name).TracingConfig).toBeUndefined();
  });

  it.each(FUNCTION_NAMES)('%s: has a log of its own that ends, and goes with the stack', (name) => {
    const logs = side.template.findResources('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: `/aws/lambda/${FUNCTIONS[name].name}`, RetentionInDays: 90 },
      DeletionPolicy: 'Delete',
    });
    expect(lambda(name).LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup: `<${Object.keys(logs)[0]}>` });
  });

  it.each(FUNCTION_NAMES)('%s: has a role with one policy, which is what the permissions say', (name) => {
    const { ManagedPolicyArns, Policies, AssumeRolePolicyDocument } = role(name);
    expect(ManagedPolicyArns).toBeUndefined();
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    expect(Policies.map(({ PolicyName }: Properties) => PolicyName)).toEqual(['permissions']);
    const place = {
      partition: '<AWS::Partition>',
      accountId: ACCOUNT,
      region: 'us-east-1',
      logGroup: 'CloudTrail/SecurityAuditLogs',
      trailName: 'company-security-audit-trail',
      containment: { breakGlass: [`arn:aws:iam::${ACCOUNT}:user/break-glass`], memberAccounts: {} },
      topicKeyArn: '<EncryptionKey3A692D6E.Arn>',
      archiveBucket: '<ArchiveBucket49F1AC64>',
      alertTopicArn: `arn:<AWS::Partition>:sns:us-east-1:${ACCOUNT}:security-alerts`,
    };
    expect(listed(Policies[0].PolicyDocument.Statement)).toEqual(permissionsOf(name, place).Statement);
  });

  it('are given no permission beside that: there is no other policy', () => {
    expect(side.all('AWS::IAM::Policy')).toEqual([]);
    expect(side.all('AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('are named by the account that they are deployed into, where nobody has said which', () => {
    expect(lambda('contain', anywhere).Environment.Variables.TRAILBOT_ACCOUNT_ID).toBe('<AWS::AccountId>');
    const text = JSON.stringify(role('job', anywhere).Policies);
    expect(text).toContain('arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*');
    expect(text).not.toContain(ACCOUNT);
  });
});

/** CloudFormation's policies have a text where there is a list of one. */
function listed(statements: readonly Properties[]): readonly Properties[] {
  return statements.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat(),
    Resource: [statement.Resource].flat(),
  }));
}

describe('the environment of a function', () => {
  const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/queue';
  /** As Lambda gives it, with what CloudFormation fills in. */
  const environment = (name: FunctionName): Record<string, string> => {
    const variables: Record<string, string> = lambda(name).Environment.Variables;
    const filled = Object.entries(variables).map(([key, value]) => [key, key.endsWith('_URL') ? url : value]);
    return { AWS_REGION: 'us-east-1', ...Object.fromEntries(filled) };
  };
  const READERS = {
    ingress: readIngressConfig,
    alert: readConfig,
    stream: readConfig,
    job: readConfig,
    contain: readContainConfig,
    release: readReleaseConfig,
    revoke: readRevokeConfig,
  } as const;

  it.each(FUNCTION_NAMES)('%s: is what its door reads, and nothing more', (name) => {
    const given = environment(name);
    expect(() => READERS[name](given)).not.toThrow();
    const asked = new Set<string>();
    READERS[name](
      new Proxy(given, {
        get(all, key) {
          asked.add(String(key));
          return all[String(key)];
        },
      }),
    );
    expect(Object.keys(given).filter((key) => !asked.has(key))).toEqual([]);
  });

  it('says which workspace it is, once that is known', () => {
    const variable = 'TRAILBOT_SLACK_TEAM_ID';
    expect(lambda('ingress').Environment.Variables[variable]).toBe('T0EXAMPLE1');
    expect(Object.keys(lambda('ingress', anywhere).Environment.Variables)).not.toContain(variable);
  });

  it('names secrets, and holds none', () => {
    for (const name of FUNCTION_NAMES) {
      const variables: Record<string, string> = lambda(name).Environment.Variables;
      const secret = Object.entries(variables).filter(([key]) => /TOKEN|SECRET/.test(key));
      expect(secret.every(([, value]) => value.startsWith('/trailbot/'))).toBe(true);
    }
  });
});

describe('the work of a function', () => {
  /** Written out: what is subscribed must not follow a list that is wrong. */
  it.each([
    ['alert', 'trailbot-alerts'],
    ['job', 'trailbot-jobs'],
    ['contain', 'trailbot-containments'],
    ['release', 'trailbot-releases'],
    ['revoke', 'trailbot-revocations'],
  ] as const)(
    '%s: comes from %s, one message at a time, and only what failed comes again',
    (name, QueueName) => {
      const [queueId] = Object.keys(
        side.template.findResources('AWS::SQS::Queue', {
          Properties: { QueueName },
        }),
      );
      side.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [queueId, 'Arn'] },
        BatchSize: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: FUNCTIONS[name].maxConcurrency },
      });
    },
  );

  it('comes to nobody else from a queue', () => {
    side.template.resourceCountIs('AWS::Lambda::EventSourceMapping', 5);
  });

  it('is every event of the log group for the stream, which that group alone may call', () => {
    const [filter] = side.all('AWS::Logs::SubscriptionFilter');
    expect(filter).toMatchObject({ FilterPattern: '', LogGroupName: '<TrailLogLogGroup626B5D74>' });
    side.template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'logs.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['TrailLogLogGroup626B5D74', 'Arn'] },
    });
  });

  it('is that of an existing log group as well', () => {
    const beside = synthBotSide({ existing: { trail: true, logGroup: true, table: false } }, ACCOUNT);
    const [filter] = beside.all('AWS::Logs::SubscriptionFilter');
    expect(filter?.LogGroupName).toBe('CloudTrail/SecurityAuditLogs');
    const callers = beside.all('AWS::Lambda::Permission').map(({ SourceArn }) => SourceArn);
    expect(callers).toContain(
      `arn:<AWS::Partition>:logs:us-east-1:${ACCOUNT}:log-group:CloudTrail/SecurityAuditLogs:*`,
    );
  });

  it('is tried three times by the stream, and then kept', () => {
    const [{ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = {}] = side.all(
      'AWS::Lambda::EventInvokeConfig',
    );
    expect([MaximumRetryAttempts, MaximumEventAgeInSeconds]).toEqual([2, 21_600]);
    const [deadLetters] = Object.keys(
      side.template.findResources('AWS::SQS::Queue', { Properties: { QueueName: 'trailbot-stream-dlq' } }),
    );
    expect(DestinationConfig).toEqual({ OnFailure: { Destination: `<${deadLetters}.Arn>` } });
  });
});

describe('the door to the internet', () => {
  it('is one address, of the ingress, without CORS', () => {
    expect(side.all('AWS::Lambda::Url')).toEqual([
      { AuthType: 'NONE', InvokeMode: 'BUFFERED', TargetFunctionArn: expect.stringMatching(/ingress/) },
    ]);
  });

  it('has both permissions that an address needs, and lets nobody call the function but through it', () => {
    const open = side.all('AWS::Lambda::Permission').filter(({ Principal }) => Principal === '*');
    expect(open).toHaveLength(2);
    expect(open).toContainEqual(
      expect.objectContaining({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    );
    expect(open).toContainEqual(
      expect.objectContaining({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    );
    for (const { FunctionName } of open) expect(FunctionName).toMatch(/ingress/);
  });

  it('cannot use up the account’s concurrency, unless the account has too little to reserve any', () => {
    side.template.hasParameter('IngressConcurrency', { Type: 'Number', Default: 10, MinValue: 0 });
    side.template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'trailbot-ingress',
      ReservedConcurrentExecutions: {
        'Fn::If': ['ReservesIngressConcurrency', { Ref: 'IngressConcurrency' }, { Ref: 'AWS::NoValue' }],
      },
    });
    side.template.hasCondition('ReservesIngressConcurrency', {
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'IngressConcurrency' }, '0'] }],
    });
    for (const name of FUNCTION_NAMES.filter((it) => it !== 'ingress'))
      expect(lambda(name).ReservedConcurrentExecutions).toBeUndefined();
  });
});

describe('the outputs', () => {
  it('are called what deploy and connect look for', () => {
    const { template } = side;
    for (const name of ['ArchiveBucket', 'LogGroup', 'AlertTopic', 'EscalationTopic', 'Table'])
      template.hasOutput(name, { Value: Match.anyValue() });
    template.hasOutput('RequestUrl', {
      Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('Url'), 'FunctionUrl'] },
    });
  });
});
