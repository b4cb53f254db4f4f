// The topic of a company's own that alarms notify: it has to be there, to be open to alarms, and tells whom it tells.
import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import { parseArn } from '../domain/parse-arn.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook } from '../ports/setup.ts';
import { checkTopicKey } from './check-keys.ts';
import type { Place } from './find-leftovers.ts';
import { type Checked, judge, NOTHING_FOUND, notThere, refused, together, told } from './found-in-account.ts';
import { judgePolicy } from './judge-policy.ts';

export async function checkTopic(place: Place, account: AccountLook): Promise<Checked> {
  const { topicArn } = place.plan.existing;
  if (topicArn === undefined) return NOTHING_FOUND;
  const found = await readingOf(() => account.topic(topicArn));
  if ('value' in found && found.value === undefined)
    return notThere(`topic ${topicArn}`, 'topicArn', place.plan.region);
  return together([
    judge(`Topic ${topicArn}`, found, (topic) => checkPolicy(place, topicArn, topic?.policy)),
    'value' in found ? await checkTopicKey(place, account, topicArn, found.value?.keyId) : NOTHING_FOUND,
    await checkEmails(place.plan, topicArn, account),
  ]);
}

/** What is known without a look: nobody is subscribed to a topic that is not Trailbot's. */
export function tellAlarmEmails({ existing: { topicArn }, emails }: DeploymentPlan): Checked {
  if (topicArn === undefined || emails.length === 0) return NOTHING_FOUND;
  return told(
    `Alarms notify ${topicArn}, whose subscribers stay as they are. Trailbot itself writes to ${emails.join(', ')} only when a critical incident is not acknowledged, and when it is broken.`,
  );
}

/** To subscribe them would change what is not Trailbot's: they would get whatever else the topic tells. */
async function checkEmails(plan: DeploymentPlan, topicArn: string, account: AccountLook): Promise<Checked> {
  if (plan.emails.length === 0) return NOTHING_FOUND;
  const found = await readingOf(() => account.emailsOf(topicArn));
  const about = judge(`Whom topic ${topicArn} writes to`, found, (subscribed) => {
    const is = (email: string, isConfirmed: boolean) =>
      subscribed.some(
        (it) => it.email.toLowerCase() === email.toLowerCase() && it.isConfirmed === isConfirmed,
      );
    const confirmed = plan.emails.filter((email) => is(email, true));
    const pending = plan.emails.filter((email) => !is(email, true) && is(email, false));
    const missing = plan.emails.filter((email) => !is(email, true) && !is(email, false));
    return told(
      ...(confirmed.length === 0 ? [] : [`By email alarms reach ${confirmed.join(', ')} already.`]),
      ...(pending.length === 0
        ? []
        : [`Alarms reach ${pending.join(', ')} by email once the link in AWS's message has been followed.`]),
      ...(missing.length === 0
        ? []
        : [
            `No alarm reaches ${missing.join(', ')} by email. If it should, subscribe them yourself: SNS console, the topic, Create subscription, Email.`,
          ]),
    );
  });
  return together([tellAlarmEmails(plan), about]);
}

/** An alarm that may not publish is lost, and nothing says so. */
function checkPolicy({ plan, caller }: Place, topicArn: string, policy: string | undefined): Checked {
  if (policy === undefined) return NOTHING_FOUND;
  const { partition = 'aws' } = parseArn(caller.arn) ?? {};
  const alarms = `arn:${partition}:cloudwatch:${plan.region}:${caller.accountId}:alarm:*`;
  const verdict = judgePolicy(policy, {
    principals: ['cloudwatch.amazonaws.com'],
    action: 'sns:Publish',
    resource: topicArn,
    context: {
      'aws:sourceaccount': caller.accountId,
      // In the policy that SNS gives a topic by itself.
      'aws:sourceowner': caller.accountId,
      'aws:sourcearn': alarms,
    },
  });
  if (verdict === 'allowed') return NOTHING_FOUND;
  const statement = {
    Sid: 'AlarmsOfThisAccount',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: {
      StringEquals: { 'aws:SourceAccount': caller.accountId },
      ArnLike: { 'aws:SourceArn': alarms },
    },
  };
  if (verdict === 'denied')
    return refused(
      `The policy of topic ${topicArn} has a Deny that keeps alarms out: what they say would be lost.`,
      'Have that Deny leave out cloudwatch.amazonaws.com.',
    );
  if (verdict === 'unsure')
    return told(
      `The policy of topic ${topicArn} lets alarms publish on conditions of which nobody knows from here whether they hold. To be sure, add to its Statement list: ${JSON.stringify(statement)}`,
    );
  return refused(
    `The policy of topic ${topicArn} does not let the alarms of this account publish: what they say would be lost.`,
    `Add this to the Statement list of its policy (SNS console, the topic, Edit, Access policy), then try again:\n${JSON.stringify(statement, undefined, 2)}`,
  );
}
