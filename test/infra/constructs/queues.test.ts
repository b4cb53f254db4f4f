import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../support/records.ts';
import { type BotSide, type Properties, synthBotSide } from '../../support/synth-bot-side.ts';

let side: BotSide;
beforeAll(() => {
  side = synthBotSide({}, ACCOUNT);
});

/** Written out: these numbers are what a reader must be able to rely on. */
const QUEUES = [
  ['trailbot-alerts', 'trailbot-alerts-dlq', 180],
  ['trailbot-jobs', 'trailbot-jobs-dlq', 360],
  ['trailbot-containments', 'trailbot-containments-dlq', 180],
  ['trailbot-releases', 'trailbot-releases-dlq', 180],
  ['trailbot-revocations', 'trailbot-revocations-dlq', 180],
] as const;
const EVERY = [...QUEUES.map(([queue]) => queue), ...QUEUES.map(([, dead]) => dead), 'trailbot-stream-dlq'];
const DAY = 86_400;

const queue = (name: string) => side.one('AWS::SQS::Queue', 'QueueName', name);
const idOf = (name: string) =>
  Object.keys(side.template.findResources('AWS::SQS::Queue', { Properties: { QueueName: name } }))[0];

function statementsOn(name: string): readonly Properties[] {
  const policy = side.all('AWS::SQS::QueuePolicy').find(({ Queues }) => Queues.includes(`<${idOf(name)}>`));
  return policy?.PolicyDocument.Statement ?? [];
}

describe('the queues', () => {
  it.each(QUEUES)('%s gives up into %s, and waits %i seconds', (name, deadLetters, seconds) => {
    expect(queue(name)).toMatchObject({
      VisibilityTimeout: seconds,
      MessageRetentionPeriod: 7 * DAY,
      RedrivePolicy: { deadLetterTargetArn: `<${idOf(deadLetters)}.Arn>`, maxReceiveCount: 12 },
    });
    expect(queue(deadLetters).MessageRetentionPeriod).toBe(14 * DAY);
  });

  it('are these and no others', () => {
    const names = side.all('AWS::SQS::Queue').map(({ QueueName }) => QueueName);
    expect(names.toSorted()).toEqual(EVERY.toSorted());
  });

  it.each(EVERY)('%s: is encrypted, and speaks TLS only', (name) => {
    expect(queue(name).SqsManagedSseEnabled).toBe(true);
    expect(statementsOn(name)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sqs:*',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('are open to one thing that is no role of the account: the alarms’ topic, to the alert queue', () => {
    const allowed = EVERY.flatMap((name) =>
      statementsOn(name).flatMap((statement) =>
        statement.Effect === 'Allow' ? [{ name, ...statement }] : [],
      ),
    );
    expect(allowed).toEqual([
      {
        name: 'trailbot-alerts',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: `<${idOf('trailbot-alerts')}.Arn>`,
        Condition: { ArnEquals: { 'aws:SourceArn': expect.stringMatching(/^<TopicsAlerts/) } },
      },
    ]);
  });

  it('hear of alarms with all that SNS says around them', () => {
    expect(side.one('AWS::SNS::Subscription', 'Protocol', 'sqs')).toMatchObject({
      Endpoint: `<${idOf('trailbot-alerts')}.Arn>`,
      RawMessageDelivery: false,
    });
  });

  it.each([
    ['trailbot-jobs', ['ingress', 'scheduler']],
    ['trailbot-containments', ['alert', 'job', 'contain']],
    ['trailbot-releases', ['alert', 'job', 'release']],
    ['trailbot-revocations', ['contain']],
  ])('%s: takes work from nobody but %j, whatever others may do', (name, roles) => {
    const denied = statementsOn(name).filter(({ Sid }) => Sid === 'NobodyElseSends');
    const senders = roles.map((role) => `arn:<AWS::Partition>:iam::${ACCOUNT}:role/trailbot-${role}`);
    expect(denied).toEqual([
      {
        Sid: 'NobodyElseSends',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:SendMessage',
        Resource: `<${idOf(name)}.Arn>`,
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': senders } },
      },
    ]);
  });

  it('let alerts that were given up on be moved back by whoever looks after them', () => {
    const denied = statementsOn('trailbot-alerts').filter(
      ({ Effect, Condition }) => Effect === 'Deny' && !Condition.Bool,
    );
    expect(denied).toEqual([]);
  });
});
