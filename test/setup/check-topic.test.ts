// A topic of their own: whether alarms may publish to it, and whom it writes to.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { AccountLook } from '../../bot/ports/setup.ts';
import { checkTopic } from '../../bot/setup/check-topic.ts';
import { ACCOUNT, accountOf, CALLER, SETTINGS_TEXT } from '../support/deploy-stage.ts';

const PLAN = planDeployment(parseSettings('settings.yml', SETTINGS_TEXT));
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:theirs`;
/** As SNS gives it to a topic by itself. */
const USUAL = {
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:GetTopicAttributes', 'SNS:Publish', 'SNS:Subscribe'],
  Resource: TOPIC,
  Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
};

async function check(account: Partial<AccountLook>, emails: readonly string[] = []) {
  const plan = { ...PLAN, emails, existing: { ...PLAN.existing, topicArn: TOPIC } };
  const place = { plan, caller: CALLER, stack: undefined };
  const { findings, refusals } = await checkTopic(place, accountOf(account));
  return {
    told: findings.join('\n'),
    refused: refusals.map(({ wrong, remedy }) => `${wrong}\n${remedy}`).join('\n'),
  };
}

function topic(statements: readonly object[] | undefined, keyId?: string): Partial<AccountLook> {
  const policy = statements && JSON.stringify({ Statement: statements });
  return { topic: async (arn) => (arn === TOPIC ? { keyId, policy } : undefined) };
}

describe('a topic of their own', () => {
  it('has to be there', async () => {
    expect((await check({})).refused).toContain('deployment.existing.topicArn');
  });

  it('is told when nobody may look at it', async () => {
    const denied = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    };
    expect(await check({ topic: denied })).toEqual({
      told: `Topic ${TOPIC} could not be looked at: AWS refused it.`,
      refused: '',
    });
  });

  it.each([[[USUAL]], [undefined]])('is fine with the policy that SNS gives it: %j', async (statements) => {
    expect(await check(topic(statements))).toEqual({ told: '', refused: '' });
  });

  it('is refused when its policy leaves alarms out, with the statement that is missing', async () => {
    const other = { ...USUAL, Principal: { Service: 'events.amazonaws.com' }, Condition: {} };
    const { refused } = await check(topic([other]));
    expect(refused).toContain('what they say would be lost');
    const statement = JSON.parse(refused.slice(refused.indexOf('\n{')));
    expect(statement).toMatchObject({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Resource: TOPIC });
    expect((await check(topic([other, statement]))).refused).toBe('');
  });

  it('is told when only its owner knows whether alarms are let in, and refused when a Deny keeps them out', async () => {
    const unsure = { ...USUAL, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } };
    expect((await check(topic([unsure]))).told).toContain('"Sid":"AlarmsOfThisAccount"');
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: TOPIC };
    expect((await check(topic([USUAL, deny]))).refused).toContain('keeps alarms out');
  });

  it('is refused by its key', async () => {
    expect((await check(topic([USUAL], 'alias/aws/sns'))).refused).toContain('no alarm can publish');
  });
});

describe('the emails in settings.yml beside a topic of their own', () => {
  const emails = ['alex@example.com', 'sam@example.com', 'kim@example.com'];
  const subscribed = async () => [
    { email: 'Alex@example.com', isConfirmed: true },
    { email: 'sam@example.com', isConfirmed: false },
  ];

  it('are told one by one: reached, not confirmed, not reached', async () => {
    const { told, refused } = await check({ ...topic([USUAL]), emailsOf: subscribed }, emails);
    expect(refused).toBe('');
    expect(told).toContain(`Alarms notify ${TOPIC}, whose subscribers stay as they are.`);
    expect(told).toContain('By email alarms reach alex@example.com already.');
    expect(told).toContain('Alarms reach sam@example.com by email once the link');
    expect(told).toContain('No alarm reaches kim@example.com by email.');
  });

  it('are told of when nobody may look who is subscribed', async () => {
    const denied = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    };
    const { told } = await check({ ...topic([USUAL]), emailsOf: denied }, emails);
    expect(told).toContain('whose subscribers stay as they are');
    expect(told).toContain(`Whom topic ${TOPIC} writes to could not be looked at: AWS refused it.`);
  });

  it('are not looked for when there are none', async () => {
    const asked: string[] = [];
    const emailsOf: AccountLook['emailsOf'] = async (arn) => {
      asked.push(arn);
      return [];
    };
    expect((await check({ ...topic([USUAL]), emailsOf })).told).toBe('');
    expect(asked).toEqual([]);
  });
});
