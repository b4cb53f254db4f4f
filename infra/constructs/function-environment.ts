// The environment of each function: names of things, never a secret. bot/entry/config.ts reads it.
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import type { FunctionName } from '../../bot/domain/deployment/functions.ts';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER, TABLE } from '../../bot/domain/naming.ts';
import type { Queues } from './queues.ts';
import type { Topics } from './topics.ts';

interface Places {
  readonly plan: DeploymentPlan;
  readonly queues: Queues;
  readonly topics: Topics;
}

type Environment = Record<string, string>;

export function environmentOf(name: FunctionName, scope: Construct, places: Places): Environment {
  const { queues } = places;
  const revoke = { TRAILBOT_REVOKE_QUEUE_URL: queues.revoke.queue.queueUrl };
  switch (name) {
    case 'ingress':
      return slack(places);
    case 'alert':
    case 'stream':
    case 'job':
      return { ...slack(places), ...state(scope, places), ...hands(places), ...escalation(places) };
    case 'contain':
      return {
        ...state(scope, places),
        ...revoke,
        TRAILBOT_CONTAIN_QUEUE_URL: queues.contain.queue.queueUrl,
      };
    case 'release':
      return { ...state(scope, places), TRAILBOT_RELEASE_QUEUE_URL: queues.release.queue.queueUrl };
    case 'revoke':
      return { ...account(scope), ...revoke };
  }
}

function slack({ plan, queues }: Places): Environment {
  return {
    TRAILBOT_JOB_QUEUE_URL: queues.job.queue.queueUrl,
    TRAILBOT_BOT_TOKEN_PARAMETER: BOT_TOKEN_PARAMETER,
    TRAILBOT_SIGNING_SECRET_PARAMETER: SIGNING_SECRET_PARAMETER,
    ...(plan.slackTeamId && { TRAILBOT_SLACK_TEAM_ID: plan.slackTeamId }),
  };
}

function state(scope: Construct, { queues }: Places): Environment {
  return { ...account(scope), TRAILBOT_TABLE: TABLE, TRAILBOT_ALERT_QUEUE_URL: queues.alert.queue.queueUrl };
}

function account(scope: Construct): Environment {
  return { TRAILBOT_ACCOUNT_ID: Stack.of(scope).account };
}

function hands({ queues }: Places): Environment {
  return {
    TRAILBOT_CONTAIN_QUEUE_URL: queues.contain.queue.queueUrl,
    TRAILBOT_RELEASE_QUEUE_URL: queues.release.queue.queueUrl,
  };
}

function escalation({ topics }: Places): Environment {
  return { TRAILBOT_ESCALATION_TOPIC_ARN: topics.escalations.topicArn };
}
