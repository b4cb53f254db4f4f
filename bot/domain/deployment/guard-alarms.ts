// The alarms on the bot itself: they page by email, without the bot. Infrastructure makes them, the estimate counts them.
import { ALERT_QUEUE, ROLE_PREFIX, STREAM_DLQ, STREAM_FUNCTION } from '../naming.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, type FunctionSpec } from './functions.ts';
import { QUEUES, type QueueSpec } from './queues.ts';

export interface GuardAlarm {
  /** Begins with `trailbot-`, so that it is never a detection's. */
  readonly name: string;
  /** What is wrong and what to do, for whoever reads the email at night. */
  readonly description: string;
  readonly namespace: 'AWS/SQS' | 'AWS/Lambda' | 'AWS/Logs';
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly statistic: 'Sum' | 'Maximum' | 'Average';
  readonly periodSeconds: number;
  /** So many of the last `evaluationPeriods` periods. */
  readonly datapointsToAlarm: number;
  readonly evaluationPeriods: number;
  readonly threshold: number;
  readonly rings: 'at or above' | 'below';
  readonly missingData: 'notBreaching' | 'breaching';
}

const MINUTE = 60;
const LOGS = 'Its log group in CloudWatch Logs says why.';

/** Each of them means that somebody has to do something: a hiccup that mends itself rings none. */
export function guardAlarms(logGroup: string): readonly GuardAlarm[] {
  const queues = Object.values(QUEUES);
  return [
    ...[...queues.map(({ deadLetters }) => deadLetters), STREAM_DLQ].map(givenUp),
    ...queues.map(waiting),
    failing(),
    ...FUNCTION_NAMES.map((name) => errors(name, FUNCTIONS[name])),
    ...FUNCTION_NAMES.map((name) => throttles(FUNCTIONS[name])),
    streamLost(),
    streamUnreachable(logGroup),
    trailSilent(logGroup),
  ];
}

/** A message here was tried for hours: one is enough. */
function givenUp(queue: string): GuardAlarm {
  return {
    name: `${queue}-not-empty`,
    description: `Trailbot gave up on something: a message is in ${queue}. Read it in the SQS console, mend the cause, and start a redrive. It is kept for 14 days.`,
    ...onQueue(queue),
    metricName: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    periodSeconds: 5 * MINUTE,
    ...allOf(1),
    threshold: 1,
    ...whenHigh,
  };
}

/**
 * Nothing takes the messages. The bot puts off its own by up to 15 minutes, so only twice that is late. A message that
 * was received three times is left out of this metric by SQS: {@link failing} is about those.
 */
function waiting({ name }: QueueSpec): GuardAlarm {
  return {
    name: `${name}-waiting`,
    description: `A message has been waiting in ${name} for half an hour: Trailbot does not take its work. Look at the function's trigger and its log in the Lambda console.`,
    ...onQueue(name),
    metricName: 'ApproximateAgeOfOldestMessage',
    statistic: 'Maximum',
    periodSeconds: 5 * MINUTE,
    ...allOf(2),
    threshold: 30 * MINUTE,
    ...whenHigh,
  };
}

/**
 * An alert that is tried again and again is no error of its function, and waits in flight for the next try: long before
 * it is given up on, half an hour of that says that Slack or AWS refuses the bot. Other queues can be that busy in
 * health, with long queries for example, and there the dead letters tell.
 */
function failing(): GuardAlarm {
  return {
    name: `${ALERT_QUEUE}-failing`,
    description: `For half an hour Trailbot could not handle an alert, and keeps trying. ${LOGS.replace('Its', `The function ${FUNCTIONS.alert.name}'s`)} A Slack token that was revoked and a channel that was archived are the usual causes.`,
    ...onQueue(ALERT_QUEUE),
    metricName: 'ApproximateNumberOfMessagesNotVisible',
    statistic: 'Average',
    periodSeconds: 15 * MINUTE,
    ...allOf(2),
    // For the moments of the tries themselves it counts as visible.
    threshold: 0.9,
    ...whenHigh,
  };
}

/**
 * What takes from a queue tries again by itself, so that one error is no page: errors in three of six stretches of five
 * minutes are. Slack calls once, and the person who pressed sees nothing happen: there the second error counts.
 */
function errors(name: FunctionName, { name: functionName, does }: FunctionSpec): GuardAlarm {
  const called = name === 'ingress';
  return {
    name: `${functionName}-errors`,
    description: `${functionName} fails again and again. ${does} ${LOGS}`,
    ...onFunction(functionName),
    metricName: 'Errors',
    statistic: 'Sum',
    ...(called
      ? { periodSeconds: 15 * MINUTE, ...allOf(1), threshold: 2 }
      : { periodSeconds: 5 * MINUTE, datapointsToAlarm: 3, evaluationPeriods: 6, threshold: 1 }),
    ...whenHigh,
  };
}

/** Lambda tries again after a throttle; a quarter of an hour of them is an account at its limit, or a flood. */
function throttles({ name }: FunctionSpec): GuardAlarm {
  return {
    name: `${name}-throttles`,
    description: `Lambda has refused to run ${name} for a quarter of an hour: the account is at its limit of concurrent runs, or somebody floods the function. Look at its concurrency in the Lambda console.`,
    ...onFunction(name),
    metricName: 'Throttles',
    statistic: 'Sum',
    periodSeconds: 5 * MINUTE,
    ...allOf(3),
    threshold: 5,
    ...whenHigh,
  };
}

/** What fails for good goes to the dead letters, which ring. This is what could not even go there. */
function streamLost(): GuardAlarm {
  return {
    name: `${STREAM_FUNCTION}-lost`,
    description: `Events of the trail were lost to ${STREAM_FUNCTION}: it failed, and they could not be put into ${STREAM_DLQ}. They are in the log group, and alarms still see them.`,
    ...onFunction(STREAM_FUNCTION),
    metricName: 'DestinationDeliveryFailures',
    statistic: 'Sum',
    periodSeconds: 5 * MINUTE,
    ...allOf(1),
    threshold: 1,
    ...whenHigh,
  };
}

/** CloudWatch Logs tries again for a day, so that a moment of it costs nothing. */
function streamUnreachable(logGroup: string): GuardAlarm {
  return {
    name: `${STREAM_FUNCTION}-unreachable`,
    description: `CloudWatch Logs cannot hand events of ${logGroup} to ${STREAM_FUNCTION}. Deploy again: its permission may be gone. Alarms still work.`,
    namespace: 'AWS/Logs',
    dimensions: { LogGroupName: logGroup, DestinationType: 'Lambda', FilterName: STREAM_FUNCTION },
    metricName: 'DeliveryErrors',
    statistic: 'Sum',
    periodSeconds: 5 * MINUTE,
    datapointsToAlarm: 3,
    evaluationPeriods: 6,
    threshold: 1,
    ...whenHigh,
  };
}

/**
 * Without events no detection can ring. Also in an account in which nobody works CloudTrail looks at its bucket and
 * services assume their roles every few minutes; deliveries can be late by a quarter of an hour. Silence is no data at
 * all, so that missing data has to ring: until the first events of a new log group arrive it does.
 */
function trailSilent(logGroup: string): GuardAlarm {
  return {
    name: `${ROLE_PREFIX}trail-silent`,
    description: `For an hour no event of the trail has come to ${logGroup}: nothing is detected. Somebody may have stopped the trail. Ask /trail status, or look at the trail in the CloudTrail console.`,
    namespace: 'AWS/Logs',
    dimensions: { LogGroupName: logGroup },
    metricName: 'IncomingLogEvents',
    statistic: 'Sum',
    periodSeconds: 15 * MINUTE,
    ...allOf(4),
    threshold: 1,
    rings: 'below',
    missingData: 'breaching',
  };
}

/** Queues and functions at rest have no data points. */
const whenHigh = { rings: 'at or above', missingData: 'notBreaching' } as const;

function allOf(periods: number) {
  return { datapointsToAlarm: periods, evaluationPeriods: periods };
}

function onQueue(QueueName: string) {
  return { namespace: 'AWS/SQS', dimensions: { QueueName } } as const;
}

function onFunction(FunctionName: string) {
  return { namespace: 'AWS/Lambda', dimensions: { FunctionName } } as const;
}
