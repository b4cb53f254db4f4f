import { ConfirmSubscriptionCommand, CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEscalation } from '../../bot/aws/escalation.ts';
import type { Escalation } from '../../bot/ports/aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';

const Endpoint = 'on-call@example.com';
let world: TestAws;
let escalation: Escalation;
beforeAll(async () => {
  world = await startAws();
  const { sns } = world.clients;
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'pages' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  await sns.send(
    new ConfirmSubscriptionCommand({ TopicArn, Token: world.aws.sns.confirmationToken(Endpoint) }),
  );
  escalation = createEscalation(world.clients, TopicArn);
});
afterAll(() => world.aws.close());

describe('a page', () => {
  it.each([
    ['Trailbot CRITICAL: root signed in', 'Trailbot CRITICAL: root signed in'],
    ['José “root”\r\nBcc: x', 'Jose ?root???Bcc: x'],
    ['', 'Trailbot'],
    ['x'.repeat(500), 'x'.repeat(99)],
  ])('with the subject %j is sent with one that SNS takes', async (subject, sent) => {
    await escalation.page(subject, 'the text');
    expect(world.aws.sns.sent.at(-1)).toMatchObject({
      endpoint: Endpoint,
      subject: sent,
      message: 'the text',
    });
  });

  it('that is refused says what to allow', async () => {
    world.aws.faults.add({ operation: 'Publish', code: 'AuthorizationError', times: 1 });
    await expect(escalation.page('x', 'y')).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('Allow sns:Publish'),
    });
  });
});
